#pragma once

// The documents of a bundle that hang on its policies: withdrawals, key log, instructions, catalog.
//
// Only `verify_bundle` calls these, after the policies are checked; each reads one document into
// `bundle` or refuses it. Rules and limits: bundle.h.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

absl::Status read_withdrawals(const v1::PolicyBundle& message, Bundle& bundle);

// Entries that `held` has already are not verified again.
absl::Status read_key_log(const v1::PolicyBundle& message, absl::Time now, const Bundle* held,
                          Bundle& bundle);

// Notes in the bundle, and in each of its policies that has the grid, what the key log announces
// (first_light.h). kInvalidArgument: a second one, or one that no policy of the bundle allows.
absl::Status take_first_light(const v1::FirstLight& message, Bundle& bundle);

// Of instructions `number`; kInvalidArgument names what is wrong with which answer.
absl::StatusOr<std::vector<Answer>> check_answers(const v1::Instructions& message);

absl::Status read_instructions(const v1::PolicyBundle& message, absl::Time now, Bundle& bundle);

absl::Status read_catalogs(const v1::PolicyBundle& message, absl::Time now,
                           const std::vector<std::string>& denied, Bundle& bundle);

// Key log, instructions and catalog extend those of `held`.
absl::Status check_held_documents(const Bundle& bundle, const Bundle& held);

}  // namespace desirepath::policy
