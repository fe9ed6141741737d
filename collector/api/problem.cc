#include "collector/api/problem.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "absl/strings/cord.h"
#include "collector/api/access.h"

namespace desirepath::api {
namespace {

boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Response problem(unsigned status, std::string_view slug, std::string_view title,
                 std::string_view detail) {
  boost::json::object body;
  body["type"] = "/problems/" + std::string(slug);
  body["title"] = view(title);
  body["status"] = status;
  body["detail"] = view(detail);
  return Response{status,
                  "application/problem+json",
                  boost::json::serialize(body),
                  {{"Cache-Control", "no-store"}}};
}

Response problem_of(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return problem(404, "not-found", "Not found", std::string(status.message()));
    case absl::StatusCode::kInvalidArgument:
      return problem(400, "bad-query", "The query cannot be answered",
                     std::string(status.message()));
    case absl::StatusCode::kFailedPrecondition:
      return problem(409, "not-yet", "Not in this state", std::string(status.message()));
    case absl::StatusCode::kUnavailable: {
      Response response =
          problem(503, "busy", "Busy", "the figures cannot be read now; try again in a second");
      response.fields["Retry-After"] = "1";
      return response;
    }
    case absl::StatusCode::kResourceExhausted: {
      Response response =
          problem(429, "too-many-tries", "Too many tries", std::string(status.message()));
      const auto wait = status.GetPayload(kRetryAfter);
      response.fields["Retry-After"] = wait ? std::string(*wait) : "1";
      return response;
    }
    default:
      return problem(500, "internal", "This is our fault",
                     "the figures could not be read; the collector's log says why");
  }
}

}  // namespace desirepath::api
