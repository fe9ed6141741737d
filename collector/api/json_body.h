#pragma once

// `json_body` reads the body of a request that changes something: one JSON object.
//
// Every such endpoint asks for `application/json`, which no form of another site can send.
//
// Source: RFC 8259. Limits: 64 KiB (server.h), 8 levels.
// Errors: kInvalidArgument: no JSON object; kFailedPrecondition: another type of body.
// `body_problem` makes 400 and 415 of them.

#include <boost/json/object.hpp>

#include "absl/status/statusor.h"
#include "collector/api/exchange.h"

namespace desirepath::api {

absl::StatusOr<boost::json::object> json_body(const Request& request);

Response body_problem(const absl::Status& status);

}  // namespace desirepath::api
