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
#include "collector/api/sign_in_service_endpoint.h"
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
  if (target->path == "/healthz" || target->path == "/readyz" || provider_.metrics) {
    // Whoever scrapes the metrics is on this machine.
    std::optional<Response> wait = provider_.metrics ? std::nullopt : too_often(nullptr, request);
    if (wait) return *std::move(wait);
    return watched(provider_, target->path, request.method);
  }
  const Found found = find_route(request.method, target->path);
  if (found.route != nullptr) return answer_route(found, *target, request);
  if (!found.allowed.empty()) return not_allowed(found.allowed);
  std::optional<Response> file = page(assets_, target->path, request.accepts_gzip);
  if (!file) return nothing_here(target->path);
  if (file->content_type.starts_with("text/html")) {
    file->fields["Link"] = announced(*target, recognise(provider_.access, request));
  }
  const bool read = request.method == "GET" || request.method == "HEAD";
  return read ? *std::move(file) : not_allowed("GET, HEAD");
}

std::optional<Response> Router::too_often(const Person* person, const Request& request) {
  int seconds = 0;
  if (person != nullptr) {
    seconds = limit_.take(absl::StrCat(person->by_token ? "token " : "person ", person->name),
                          person->by_token ? rates_.token : rates_.person, request.at);
  } else if (!request.peer.empty()) {
    seconds = limit_.take(absl::StrCat("address ", request.peer), rates_.stranger, request.at);
  }
  if (seconds == 0) return std::nullopt;
  Response response = problem(429, "too-many-requests", "Too many requests",
                              absl::StrCat("wait ", seconds, " s, then go on more slowly"));
  response.fields["Retry-After"] = absl::StrCat(seconds);
  return response;
}

const Provider::Report* Router::report_of(std::string_view operation) const {
  if (operation == "getNeeds") return &provider_.needs;
  if (operation == "getTools") return &provider_.tools;
  if (operation == "getVisibility") return &provider_.visibility;
  if (operation == "getQuickWins") return &provider_.quick_wins;
  if (operation == "getNeedPictures") return &provider_.pictures;
  return nullptr;
}

Response Router::answer_route(const Found& found, const Target& target, const Request& request) {
  const Route& route = *found.route;
  Person person;
  if (route.roles == kAnybody) {
    if (std::optional<Response> wait = too_often(nullptr, request)) return *std::move(wait);
  } else {
    std::variant<Person, Response> entered = enter(provider_.access, route, request);
    Response* const refused = std::get_if<Response>(&entered);
    if (refused != nullptr && refused->status == 401) {
      if (std::optional<Response> wait = too_often(nullptr, request)) return *std::move(wait);
    }
    if (refused != nullptr) return std::move(*refused);
    person = std::get<Person>(std::move(entered));
    if (std::optional<Response> wait = too_often(&person, request)) return *std::move(wait);
  }
  const std::string_view operation = route.operation;
  if (operation == "getHealth") {
    const std::optional<Person> known = recognise(provider_.access, request);
    return health(provider_, known && known->role == curation::UserRole::kAdmin);
  }
  if (operation == "getVersion") return version();
  if (route.pattern.starts_with("/api/v1/session/service")) {
    return sign_in_service(provider_.access, operation, target, request);
  }
  if (route.pattern.starts_with("/api/v1/session")) {
    return session(provider_.access, operation, person, request);
  }
  const Provider::Report* made = report_of(operation);
  if (made != nullptr) {
    ReportQuery about;
    if (!found.names.empty()) about.need = found.names.front();
    about.sight = person.sight;
    return report(provider_, *made, target, about, request.accepts_gzip, cache_);
  }
  if (operation == "getOwnTools") return list_own_tools(provider_.own_tools);
  if (operation == "addOwnTools") return add_own_tools(provider_.own_tools, person, request);
  if (operation == "dropOwnTool")
    return drop_own_tool(provider_.own_tools, person, found.names.front());
  return operate(provider_.operations, found, std::move(person), target, request);
}

}  // namespace desirepath::api
