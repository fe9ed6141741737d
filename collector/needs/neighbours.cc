#include <algorithm>
#include <map>

#include "collector/needs/pairs.h"

namespace desirepath::needs {
namespace {

constexpr std::size_t kMostProposed = 32;  // kMaximumPairs of proto/policy/floors.h
constexpr std::size_t kToolsOfNeed = 2;

constexpr std::array<Neighbours, 24> kUsual = {{
    {"crm", "expenses-accounting"},
    {"crm", "email-marketing"},
    {"crm", "spreadsheets"},
    {"crm", "e-signature"},
    {"crm", "customer-support"},
    {"crm", "telephony-sms"},
    {"customer-support", "spreadsheets"},
    {"customer-support", "tasks-projects"},
    {"customer-support", "wiki-knowledge"},
    {"tasks-projects", "spreadsheets"},
    {"tasks-projects", "time-tracking"},
    {"tasks-projects", "code-hosting"},
    {"tasks-projects", "wiki-knowledge"},
    {"time-tracking", "expenses-accounting"},
    {"time-tracking", "hr-payroll"},
    {"hr-payroll", "expenses-accounting"},
    {"hr-payroll", "spreadsheets"},
    {"expenses-accounting", "spreadsheets"},
    {"ecommerce-payments", "expenses-accounting"},
    {"ecommerce-payments", "spreadsheets"},
    {"forms-surveys", "spreadsheets"},
    {"analytics-bi", "spreadsheets"},
    {"documents", "e-signature"},
    {"video-meetings", "calendar-scheduling"},
}};

struct Seen {
  const catalog::Tool* tool = nullptr;
  std::uint32_t devices = 0;
};

}  // namespace

const std::array<Neighbours, 24>& usual_neighbours() { return kUsual; }

std::vector<ProposedPair> proposed_pairs(const publish::History& history,
                                         const catalog::Catalog& catalog) {
  std::map<std::string_view, std::vector<Seen>> by_need;
  for (const publish::Block& total : history.last().blocks(publish::View::kTool)) {
    const catalog::Tool* tool = catalog.tool(total.object);
    const catalog::Need* need = tool == nullptr ? nullptr : catalog.need(tool->need);
    if (need != nullptr) by_need[need->id].push_back({tool, total.low});
  }
  for (auto& [need, tools] : by_need) {
    std::stable_sort(tools.begin(), tools.end(),
                     [](const Seen& a, const Seen& b) { return a.devices > b.devices; });
    tools.resize(std::min(tools.size(), kToolsOfNeed));
  }
  struct Ranked {
    ProposedPair pair;
    std::uint32_t devices;  // at most these can share them
  };
  std::vector<Ranked> ranked;
  for (const auto& [left, right] : kUsual) {
    for (const Seen& first : by_need[left]) {
      for (const Seen& second : by_need[right]) {
        ranked.push_back({{std::string(first.tool->id), std::string(second.tool->id)},
                          std::min(first.devices, second.devices)});
      }
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.devices > b.devices; });
  std::vector<ProposedPair> proposed;
  for (const Ranked& each : ranked) {
    if (proposed.size() < kMostProposed) proposed.push_back(each.pair);
  }
  return proposed;
}

}  // namespace desirepath::needs
