#include "collector/api/sign_in_service_endpoint.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "collector/api/problem.h"
#include "collector/api/session_cookie.h"

namespace desirepath::api {
namespace {

constexpr const char* kBack = "/api/v1/session/service/return";

Response sent_to(const std::string& address) {
  return {303, "", "", {{"Location", address}, {"Cache-Control", "no-store"}}};
}

Response failed(const absl::Status& status) {
  const auto fault = status.GetPayload(kFault);
  return sent_to(absl::StrCat("/sign-in?failed=", fault ? std::string(*fault) : "away"));
}

std::string parameter(const Target& target, std::string_view name) {
  const auto found = target.parameters.find(name);
  return found == target.parameters.end() ? "" : found->second;
}

}  // namespace

Response sign_in_service(const Access& access, std::string_view operation, const Target& target,
                         const Request& request) {
  if (!access.leave || !access.come_back) {
    return problem(404, "not-found", "Not found",
                   "no sign-in service is set up; [sign_in] in collector.toml names one");
  }
  const std::string back =
      absl::StrCat(request.secure ? "https://" : "http://", request.host, kBack);
  if (operation == "beginSignIn") {
    const absl::StatusOr<Leaving> leaving = access.leave(back);
    if (!leaving.ok()) return failed(leaving.status());
    Response response = sent_to(leaving->address);
    response.fields["Set-Cookie"] = flow_cookie(request, leaving->flow);
    return response;
  }
  Returning came;
  came.flow = flow_of(request);
  came.back = back;
  came.code = parameter(target, "code");
  came.state = parameter(target, "state");
  came.issuer = parameter(target, "iss");
  came.error = parameter(target, "error");
  const absl::StatusOr<SignedIn> done = access.come_back(came, session_of(request));
  if (!done.ok()) return failed(done.status());
  Response response = sent_to("/");
  response.fields["Set-Cookie"] = session_cookie(request, done->session);
  return response;
}

}  // namespace desirepath::api
