#pragma once

// What the page asks over HTTP, as the request the agent's console knows.
//
//   GET  /api/status|ledger|policy|paths|notices[?language=fi]
//   POST /api/pause {"until":1788000000} · /api/resume · /api/veto {"window":…,"position":…} ·
//        /api/veto-all · /api/forget {"tool":…} · /api/opt-out · /api/opt-in · /api/hand-over ·
//        /api/understood {"position":3}
//
// `Server` calls it for every request that passed the door. Errors: kNotFound no such path;
// kUnimplemented another method than the path has; kInvalidArgument a body that is no JSON object.
// Threads: pure.

#include <string_view>

#include "absl/status/statusor.h"
#include "agent/console/request.h"

namespace desirepath::page {

absl::StatusOr<console::Request> console_request(std::string_view method, std::string_view target,
                                                 std::string_view body);

// "fi" of "/api/ledger?language=fi"; empty if there is none.
std::string_view language_of(std::string_view target);

}  // namespace desirepath::page
