#include "collector/api/router.h"

#include <utility>

#include "collector/api/entity_tag.h"
#include "collector/api/host_name.h"
#include "collector/api/own_tools_endpoint.h"
#include "collector/api/page_endpoint.h"
#include "collector/api/problem.h"
#include "collector/api/report_endpoint.h"
#include "collector/api/request_target.h"
#include "collector/api/security_headers.h"
#include "collector/api/system_endpoint.h"

namespace desirepath::api {
namespace {

bool is_read(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

Response only_reads() {
  Response response = problem(405, "method", "Method not allowed",
                              "this address can only be read; use GET or HEAD");
  response.fields["Allow"] = "GET, HEAD";
  return response;
}

Response nothing_here(std::string_view path) {
  return problem(404, "not-found", "Not found",
                 path.starts_with("/api/") ? "no such address in the API; openapi.yaml lists them"
                                           : "no such page; the needs page is at /");
}

}  // namespace

Router::Router(Provider provider, std::span<const web::Asset> assets)
    : provider_(std::move(provider)), assets_(assets) {}

Response Router::handle(const Request& request) {
  Response response = answer(request);
  if (const auto tag = response.fields.find("ETag"); response.status == 200 &&
                                                     tag != response.fields.end() &&
                                                     matches(request.if_none_match, tag->second)) {
    response.status = 304;
    response.body.clear();
    response.fields.erase("Content-Encoding");  // there is nothing encoded
  }
  add_security_headers(response);
  return response;
}

Response Router::answer(const Request& request) {
  if (!is_loopback_host(request.host)) {
    return problem(421, "host", "Wrong host",
                   "this server answers to localhost, 127.0.0.1 and [::1] only");
  }
  const absl::StatusOr<Target> target = parse_target(request.target);
  if (!target.ok()) {
    return problem(400, "target", "Bad request target", std::string(target.status().message()));
  }
  const std::string& path = target->path;
  std::optional<Response> found;
  if (path == "/api/v1/needs") {
    if (!is_read(request)) return only_reads();
    return report(provider_, provider_.needs, *target, request.accepts_gzip, cache_);
  }
  if (path == "/api/v1/tools") {
    if (!is_read(request)) return only_reads();
    return report(provider_, provider_.tools, *target, request.accepts_gzip, cache_);
  }
  if (std::optional<Response> own = own_tools(provider_.own_tools, path, request)) return *own;
  if (path == "/api/v1/health") return is_read(request) ? health(provider_) : only_reads();
  if (path == "/api/v1/version") return is_read(request) ? version() : only_reads();
  found = page(assets_, path, request.accepts_gzip);
  if (!found) return nothing_here(path);
  return is_read(request) ? *std::move(found) : only_reads();
}

}  // namespace desirepath::api
