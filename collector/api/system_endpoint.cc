#include "collector/api/system_endpoint.h"

#include "absl/strings/str_cat.h"
#include "collector/api/problem.h"

namespace desirepath::api {

Response health(const Provider& provider, bool says_why) {
  const absl::Status status = provider.health ? provider.health() : absl::OkStatus();
  if (!status.ok()) {
    return problem(503, "unwell", "The collector is not well",
                   says_why ? std::string(status.message())
                            : "the causes are for an administrator: sign in, or run "
                              "desirepath-collector status on its machine");
  }
  return Response{200, "application/json", R"({"status":"ok"})", {{"Cache-Control", "no-store"}}};
}

Response version() {
  return Response{200,
                  "application/json",
                  absl::StrCat(R"({"name":"desirepath-collector","version":")", DESIREPATH_VERSION,
                               R"(","api":"v1"})"),
                  {}};
}

Response watched(const Provider& provider, const std::string& path, const std::string& method) {
  if (method != "GET" && method != "HEAD") {
    Response response =
        problem(405, "method", "Method not allowed", "this address takes GET, HEAD");
    response.fields["Allow"] = "GET, HEAD";
    return response;
  }
  Response response{200, "text/plain; charset=utf-8", "ok\n", {{"Cache-Control", "no-store"}}};
  if (path == "/healthz") return response;
  if (path == "/readyz") {
    if (provider.health && !provider.health().ok()) {
      response.status = 503;
      response.body = "not ready\n";
    }
    return response;
  }
  if (path != "/metrics" || !provider.metrics) {
    return problem(404, "not-found", "Not found", "here are /metrics, /healthz and /readyz");
  }
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = provider.metrics();
  return response;
}

}  // namespace desirepath::api
