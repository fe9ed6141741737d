#pragma once

// `ask` puts one request to the running agent and gives its answer.
//
// The commands `status`, `ledger`, `pause` and their kin use it; the agent's end is server.h.
//
// Limits: kAnswerPatience. Errors: kUnavailable no agent listens there (with the mend);
// kInvalidArgument the agent refused, in its words; kInternal the answer is no JSON.

#include <boost/json/object.hpp>
#include <chrono>
#include <string>

#include "absl/status/statusor.h"

namespace desirepath::console {

constexpr std::chrono::seconds kAnswerPatience{15};

absl::StatusOr<boost::json::object> ask(const std::string& socket_path,
                                        const boost::json::object& request);

}  // namespace desirepath::console
