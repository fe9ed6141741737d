#pragma once

// `operate_as`: an operation of the API from the command line, by a person who says so with the
// own password (and the second factor's code, where there is one).
//
// Commands that need one of a role, or two people, call it: `rules`, `tools handover`. It is the
// page's own operation with the page's own checks, so that four eyes are four eyes here, too.
// Passwords are asked for on a terminal without showing them, or read line by line from standard
// input. `operate_unnamed` is for what whoever may run commands here may read anyway.
//
// Errors: kUnauthenticated: wrong password or code · kPermissionDenied: another role's ·
// kFailedPrecondition: sign in on the page first · those of operation.h.

#include <string>

#include "absl/status/statusor.h"
#include "collector/api/operation.h"
#include "collector/settings.h"

namespace desirepath::command {

absl::StatusOr<api::Outcome> operate_as(const collector::Settings& settings,
                                        const std::string& name, const std::string& operation,
                                        api::Call call);

absl::StatusOr<api::Outcome> operate_unnamed(const collector::Settings& settings,
                                             const std::string& operation, const api::Call& call);

}  // namespace desirepath::command
