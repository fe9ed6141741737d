#include "collector/api/own_tools_endpoint.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

#include "collector/api/problem.h"

namespace desirepath::api {
namespace {

using boost::json::array;
using boost::json::object;

Response answer(unsigned status, object body) {
  return {
      status, "application/json", boost::json::serialize(body), {{"Cache-Control", "no-store"}}};
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

Response none_here() {
  return problem(404, "not-found", "Not found", "this server has no catalog of its own");
}

}  // namespace

Response list_own_tools(const OwnTools& tools) {
  return tools.list ? listed(tools.list()) : none_here();
}

Response add_own_tools(const OwnTools& tools, const Person& by, const Request& request) {
  const std::string_view type =
      std::string_view(request.content_type).substr(0, request.content_type.find(';'));
  if (type != kTextproto) {
    return problem(415, "type", "Wrong type of body",
                   "send the entry as application/x-textproto, as the guide shows it");
  }
  return tools.add ? changed(tools.add(by.name, request.body)) : none_here();
}

Response drop_own_tool(const OwnTools& tools, const Person& by, const std::string& id) {
  return tools.drop ? changed(tools.drop(by.name, id)) : none_here();
}

}  // namespace desirepath::api
