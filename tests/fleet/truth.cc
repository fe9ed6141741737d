#include "tests/fleet/truth.h"

#include <boost/json.hpp>

#include "proto/policy/standing.h"

namespace desirepath::fleet {

namespace json = boost::json;

void Truth::count(const facts::Facts& facts, Cells& cells) {
  const absl::MutexLock lock(&mutex_);
  for (const facts::Fact& fact : facts) {
    ++cells[{fact.window, static_cast<std::uint32_t>(fact.kind), fact.department, fact.a, fact.b,
             fact.value}];
  }
}

std::string Truth::json(const policy::Bundle& bundle, const catalog::Catalog& catalog) const {
  const absl::MutexLock lock(&mutex_);
  const auto rows = [](const Cells& counted) {
    json::array cells;
    for (const auto& [cell, count] : counted) {
      const auto& [window, kind, department, a, b, value] = cell;
      cells.push_back({{"window", window},
                       {"kind", kind},
                       {"department", department},
                       {"a", a},
                       {"b", b},
                       {"value", value},
                       {"count", count}});
    }
    return cells;
  };
  json::object needs;
  for (const auto& [cell, count] : cells_) {
    const std::uint32_t a = std::get<3>(cell);
    if (const catalog::Tool* tool = catalog.tool(a); tool != nullptr)
      needs[std::to_string(a)] = tool->need;
  }
  json::array departments;
  for (const policy::Department& department : bundle.policy.departments) {
    departments.push_back({{"number", department.number},
                           {"id", department.id},
                           {"parent", department.parent},
                           {"devices", department.devices}});
  }
  json::array standings;
  for (const policy::ToolStanding& entry : bundle.standings) {
    standings.push_back(
        {{"tool", entry.tool},
         {"standing", policy::standing_word(entry.standing)},
         {"departments", json::array(entry.departments.begin(), entry.departments.end())}});
    if (const catalog::Tool* tool = catalog.tool(entry.tool); tool != nullptr)
      needs[std::to_string(entry.tool)] = tool->need;
  }
  return json::serialize(json::object{{"cells", rows(cells_)},
                                      {"lost", rows(lost_)},
                                      {"departments", std::move(departments)},
                                      {"standings", std::move(standings)},
                                      {"needs", std::move(needs)}});
}

}  // namespace desirepath::fleet
