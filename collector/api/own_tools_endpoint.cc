#include "collector/api/own_tools_endpoint.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "collector/api/problem.h"

namespace desirepath::api {
namespace {

using boost::json::array;
using boost::json::object;

Response answer(unsigned status, object body) {
  return {
      status, "application/json", boost::json::serialize(body), {{"Cache-Control", "no-store"}}};
}

Response not_allowed(const char* methods) {
  Response response =
      problem(405, "method", "Method not allowed", absl::StrCat("this address takes ", methods));
  response.fields["Allow"] = methods;
  return response;
}

Response unknown_person() {
  Response response =
      problem(401, "sign-in", "Not signed in",
              "give the name and password of a curator; `user add NAME --role curator` makes one");
  response.fields["WWW-Authenticate"] = "Basic realm=\"desirepath\", charset=\"UTF-8\"";
  return response;
}

// What keeps the request from changing anything; nothing if it may.
std::optional<Response> refusal(const OwnTools& tools, const Request& request) {
  if (!request.origin.empty() && request.origin != absl::StrCat("http://", request.host)) {
    return problem(403, "origin", "Foreign origin", "another site's page cannot change anything");
  }
  const std::string basic = "Basic ";
  std::string pair;
  if (!absl::StartsWithIgnoreCase(request.authorization, basic) ||
      !absl::Base64Unescape(request.authorization.substr(basic.size()), &pair)) {
    return unknown_person();
  }
  const std::size_t colon = pair.find(':');
  if (colon == std::string::npos) return unknown_person();
  const absl::Status who = tools.authorise(std::string_view(pair).substr(0, colon),
                                           std::string_view(pair).substr(colon + 1));
  if (who.ok()) return std::nullopt;
  if (absl::IsUnauthenticated(who)) return unknown_person();
  if (!absl::IsPermissionDenied(who)) return problem_of(who);
  return problem(403, "role", "Not this role's", std::string(who.message()));
}

Response listed(const absl::StatusOr<OwnToolList>& list) {
  if (!list.ok()) return problem_of(list.status());
  array rows;
  for (const OwnTool& tool : list->tools) {
    array hosts;
    for (const OwnToolHost& host : tool.hosts)
      hosts.push_back({{"suffix", host.suffix}, {"role", host.role}, {"exact", host.exact}});
    rows.push_back({{"number", tool.number},
                    {"id", tool.id},
                    {"name", tool.name},
                    {"vendor", tool.vendor},
                    {"need", tool.need},
                    {"state", tool.state},
                    {"hosts", std::move(hosts)}});
  }
  object body{
      {"revision", list->revision}, {"draft_revision", nullptr}, {"tools", std::move(rows)}};
  if (list->draft_revision != 0) body["draft_revision"] = list->draft_revision;
  return answer(200, std::move(body));
}

Response changed(const absl::StatusOr<OwnToolsChange>& change) {
  if (absl::IsInvalidArgument(change.status())) {
    return problem(400, "entry", "The entry has faults", std::string(change.status().message()));
  }
  if (!change.ok()) return problem_of(change.status());
  array waits;
  for (const std::string& name : change->waits_for_signature) waits.emplace_back(name);
  const unsigned status = waits.empty() ? 200 : 202;
  object body{{"changed", change->changed},
              {"revision", change->revision},
              {"counts_from", nullptr},
              {"waits_for_signature", std::move(waits)}};
  if (!change->counts_from.empty()) body["counts_from"] = change->counts_from;
  return answer(status, std::move(body));
}

Response add(const OwnTools& tools, const Request& request) {
  const std::string_view type =
      std::string_view(request.content_type).substr(0, request.content_type.find(';'));
  if (type != kTextproto) {
    return problem(415, "type", "Wrong type of body",
                   "send the entry as application/x-textproto, as the guide shows it");
  }
  if (std::optional<Response> refused = refusal(tools, request)) return *std::move(refused);
  return changed(tools.add(request.body));
}

}  // namespace

std::optional<Response> own_tools(const OwnTools& tools, std::string_view path,
                                  const Request& request) {
  if (!path.starts_with(kOwnToolsPath) || !tools.list) return std::nullopt;
  const std::string_view rest = path.substr(kOwnToolsPath.size());
  if (rest.empty()) {
    if (request.method == "GET" || request.method == "HEAD") return listed(tools.list());
    return request.method == "POST" ? add(tools, request) : not_allowed("GET, HEAD, POST");
  }
  if (rest.size() < 2 || rest.front() != '/' || rest.find('/', 1) != std::string_view::npos)
    return std::nullopt;
  if (request.method != "DELETE") return not_allowed("DELETE");
  if (std::optional<Response> refused = refusal(tools, request)) return *std::move(refused);
  return changed(tools.drop(std::string(rest.substr(1))));
}

}  // namespace desirepath::api
