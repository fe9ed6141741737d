#pragma once

// What a curator writes on a need's card, checked and recorded: the writing half of the card desk.
//
// Errors: kInvalidArgument names the member and the mend; kNotFound no such need; kAborted the card
// was changed meanwhile; kFailedPrecondition nothing is published to measure a promise by.

#include "absl/status/status.h"
#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"
#include "collector/workplace/published_paths.h"

namespace desirepath::workplace {

absl::Status check_need(const Ground& ground, const std::string& need);

absl::Status change_card(const Office& office, const Ground& ground, const api::Call& call);
absl::Status add_note(const Office& office, const Ground& ground, const api::Call& call);
absl::Status take_position(const Office& office, const Ground& ground, const api::Call& call);
absl::Status make_promise(const Office& office, const Ground& ground, PublishedPaths& published,
                          const api::Call& call);

}  // namespace desirepath::workplace
