#include "collector/api/json_body.h"

#include <boost/json/parse.hpp>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "collector/api/problem.h"

namespace desirepath::api {

absl::StatusOr<boost::json::object> json_body(const Request& request) {
  const std::string type = request.content_type.substr(0, request.content_type.find(';'));
  if (!absl::EqualsIgnoreCase(type, "application/json")) {
    return absl::FailedPreconditionError("send the body as application/json");
  }
  boost::json::parse_options options;
  options.max_depth = 8;
  boost::system::error_code failure;
  boost::json::value value = boost::json::parse(request.body, failure, {}, options);
  if (failure || !value.is_object()) {
    return absl::InvalidArgumentError("the body is no JSON object; openapi.yaml shows its members");
  }
  return std::move(value.get_object());
}

Response body_problem(const absl::Status& status) {
  const std::string said(status.message());
  return absl::IsFailedPrecondition(status) ? problem(415, "type", "Wrong type of body", said)
                                            : problem(400, "body", "The body has faults", said);
}

}  // namespace desirepath::api
