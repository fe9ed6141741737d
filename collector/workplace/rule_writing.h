#pragma once

// What is done about a rule, checked and recorded: the writing half of the rule desk.
//
// Errors: those of curation/rule_book.h and policy/notices.h; kInvalidArgument names the member and
// the mend; kPermissionDenied: another role's.

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// The number it got.
absl::StatusOr<std::uint32_t> draft_rule(const Office& office, const Ground& ground,
                                         const api::Call& call);
absl::Status approve_rule(const Office& office, const Ground& ground, std::uint32_t number,
                          const api::Call& call);
absl::Status hand_out_notice(const Office& office, std::uint32_t number, const api::Call& call);
absl::Status withdraw_rule(const Office& office, std::uint32_t number, const api::Call& call);

}  // namespace desirepath::workplace
