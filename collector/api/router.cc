#include "collector/api/router.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "collector/api/entity_tag.h"
#include "collector/api/entrance.h"
#include "collector/api/host_name.h"
#include "collector/api/operation_endpoint.h"
#include "collector/api/own_tools_endpoint.h"
#include "collector/api/page_endpoint.h"
#include "collector/api/problem.h"
#include "collector/api/report_endpoint.h"
#include "collector/api/request_target.h"
#include "collector/api/security_headers.h"
#include "collector/api/session_endpoint.h"
#include "collector/api/system_endpoint.h"

namespace desirepath::api {
namespace {

Response not_allowed(const std::string& methods) {
  Response response =
      problem(405, "method", "Method not allowed", absl::StrCat("this address takes ", methods));
  response.fields["Allow"] = methods;
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
  add_security_headers(response, request.secure);
  return response;
}

Response Router::answer(const Request& request) {
  if (!is_loopback_host(request.host) && !is_host_among(request.host, names_)) {
    return problem(
        421, "host", "Wrong host",
        "this server answers to localhost, 127.0.0.1 and [::1], and by HTTPS to the names "
        "of its certificate");
  }
  const absl::StatusOr<Target> target = parse_target(request.target);
  if (!target.ok()) {
    return problem(400, "target", "Bad request target", std::string(target.status().message()));
  }
  const Found found = find_route(request.method, target->path);
  if (found.route != nullptr) return answer_route(found, *target, request);
  if (!found.allowed.empty()) return not_allowed(found.allowed);
  std::optional<Response> file = page(assets_, target->path, request.accepts_gzip);
  if (!file) return nothing_here(target->path);
  const bool read = request.method == "GET" || request.method == "HEAD";
  return read ? *std::move(file) : not_allowed("GET, HEAD");
}

Response Router::answer_route(const Found& found, const Target& target, const Request& request) {
  const Route& route = *found.route;
  Person person;
  if (route.roles != kAnybody) {
    std::variant<Person, Response> entered = enter(provider_.access, route, request);
    if (Response* refused = std::get_if<Response>(&entered)) return std::move(*refused);
    person = std::get<Person>(std::move(entered));
  }
  const std::string_view operation = route.operation;
  if (operation == "getHealth") return health(provider_);
  if (operation == "getVersion") return version();
  if (route.pattern.starts_with("/api/v1/session")) {
    return session(provider_.access, operation, person, request);
  }
  if (operation == "getNeeds")
    return report(provider_, provider_.needs, target, request.accepts_gzip, cache_);
  if (operation == "getTools")
    return report(provider_, provider_.tools, target, request.accepts_gzip, cache_);
  if (operation == "getOwnTools") return list_own_tools(provider_.own_tools);
  if (operation == "addOwnTools") return add_own_tools(provider_.own_tools, person, request);
  if (operation == "dropOwnTool")
    return drop_own_tool(provider_.own_tools, person, found.names.front());
  return operate(provider_.operations, found, std::move(person), target, request);
}

}  // namespace desirepath::api
