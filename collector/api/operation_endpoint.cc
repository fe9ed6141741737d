#include "collector/api/operation_endpoint.h"

#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "collector/api/json_body.h"
#include "collector/api/problem.h"

namespace desirepath::api {
namespace {

Response answer(Outcome outcome) {
  Response response{outcome.status, "application/json", "", {{"Cache-Control", "no-store"}}};
  if (!outcome.file_name.empty()) {
    response.content_type = outcome.file_type;
    response.body = std::move(outcome.file);
    response.fields["Content-Disposition"] =
        absl::StrCat("attachment; filename=\"", outcome.file_name, "\"");
    return response;
  }
  response.body = boost::json::serialize(outcome.body);
  if (!outcome.version.empty()) response.fields["ETag"] = absl::StrCat("\"", outcome.version, "\"");
  return response;
}

Response refused(const absl::Status& status) {
  const std::string said(status.message());
  if (absl::IsInvalidArgument(status)) return problem(400, "body", "The request has faults", said);
  if (absl::IsPermissionDenied(status)) return problem(403, "role", "Not allowed", said);
  if (absl::IsAborted(status)) return problem(412, "changed", "Changed meanwhile", said);
  return problem_of(status);
}

}  // namespace

Response operate(const Operations& operations, const Found& found, Person person,
                 const Target& target, const Request& request) {
  const auto operation = operations.find(found.route->operation);
  if (operation == operations.end()) {
    return problem(404, "not-found", "Not found", "this server does not do that");
  }
  Call call{std::move(person), found.names, target.parameters, {}, {}};
  if ((found.route->marks & kMatched) != 0) {
    if (request.if_match.empty()) {
      return problem(428, "if-match", "The version is missing",
                     "send the ETag you were given in If-Match, so that no change is overwritten");
    }
    call.version = std::string(absl::StripSuffix(absl::StripPrefix(request.if_match, "\""), "\""));
  }
  if (found.route->method != "GET" && found.route->method != "DELETE") {
    absl::StatusOr<boost::json::object> body = json_body(request);
    if (!body.ok()) return body_problem(body.status());
    call.body = *std::move(body);
  }
  absl::StatusOr<Outcome> outcome = operation->second(call);
  return outcome.ok() ? answer(*std::move(outcome)) : refused(outcome.status());
}

}  // namespace desirepath::api
