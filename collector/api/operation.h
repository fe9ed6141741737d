#pragma once

// `Operations` are what the workplace does for the API: a function for each operationId of
// openapi.yaml that is neither a report nor the sign-in.
//
// `collector/workplace` fills the map; `operation_endpoint.cc` makes a `Call` of a request that the
// entrance let through and an HTTP answer of the outcome. A route without its function is answered
// 404: this server does not do it.
//
// Errors: kInvalidArgument 400 · kPermissionDenied 403 · kNotFound 404 · kFailedPrecondition 409 ·
// kAborted 412 (somebody else changed it meanwhile) · kResourceExhausted 429 · kUnavailable 503;
// anything else 500, and the message stays in the log. Threads: as Provider.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/api/person.h"
#include "collector/api/request_target.h"

namespace desirepath::api {

struct Call {
  Person person;
  std::vector<std::string> names;  // what stood for the {…} of the route, in order
  std::map<std::string, std::string, std::less<>> parameters;
  boost::json::object body;
  std::string version;  // of what is changed, from If-Match
};

struct Outcome {
  unsigned status = 200;
  boost::json::value body = {};
  std::string version = {};  // becomes the ETag; empty: none
  // A file instead of JSON, where `file_name` is not empty.
  std::string file = {}, file_name = {}, file_type = {};
};

using Operation = std::function<absl::StatusOr<Outcome>(const Call&)>;
using Operations = std::map<std::string, Operation, std::less<>>;

}  // namespace desirepath::api
