#include "agent/console/paths.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>
#include <set>

#include "agent/console/members.h"
#include "agent/diary/own_days.h"
#include "proto/policy/standing.h"

namespace desirepath::console {
namespace {

constexpr char kNothing = '.';

char letter(const diary::ToolDays& tool, std::int32_t day) {
  if (tool.owner.has(day)) return 'u';
  if (tool.guest.has(day)) return 'g';
  return tool.login.has(day) ? 'l' : kNothing;
}

std::string letters(const diary::ToolDays& tool, std::int32_t today, const diary::OwnDays& own) {
  std::string days;
  for (std::int32_t day = today - kPathDays + 1; day <= today; ++day) {
    days += own.has(day) ? letter(tool, day) : kNothing;
  }
  return days;
}

std::size_t active(const std::string& days) {
  return days.size() - static_cast<std::size_t>(std::count(days.begin(), days.end(), kNothing));
}

std::size_t active(const NeedPath& need) {
  std::size_t sum = 0;
  for (const ToolPath& tool : need.tools) sum += active(tool.days);
  return sum;
}

// Tools that have any standing, by need, and are offered here now.
std::map<std::uint32_t, std::vector<std::string>> offered_by_need(const catalog::Catalog& catalog,
                                                                  const Offer& offer) {
  std::set<std::uint32_t> spoken_of;
  for (const policy::ToolStanding& entry : offer.standings) spoken_of.insert(entry.tool);
  std::map<std::uint32_t, std::vector<std::string>> offered;
  for (const std::uint32_t number : spoken_of) {
    const catalog::Tool* const tool = catalog.tool(number);
    if (tool == nullptr) continue;
    const policy::Standing standing = policy::standing_of(offer.standings, offer.policy.departments,
                                                          number, offer.department, offer.window);
    if (policy::is_offered(standing)) offered[tool->need].emplace_back(tool->name);
  }
  return offered;
}

boost::json::object to_json(const NeedPath& need) {
  boost::json::array tools;
  for (const ToolPath& tool : need.tools) {
    tools.push_back(boost::json::object{{"id", tool.id},
                                        {"name", tool.name},
                                        {"standing", view(policy::standing_word(tool.standing))},
                                        {"offered", policy::is_offered(tool.standing)},
                                        {"days", tool.days}});
  }
  return {{"id", need.id},
          {"name", need.name},
          {"tools", tools},
          {"offered", boost::json::array(need.offered.begin(), need.offered.end())}};
}

}  // namespace

std::vector<NeedPath> own_paths(const diary::Snapshot& snapshot, const catalog::Catalog& catalog,
                                const Offer& offer, std::uint32_t account) {
  const diary::OwnDays own(snapshot, account);
  const auto offered = offered_by_need(catalog, offer);
  std::map<std::uint32_t, NeedPath> needs;
  for (const diary::ToolDays& seen : snapshot.tools) {
    const catalog::Tool* const tool = catalog.tool(seen.tool);
    const catalog::Need* const need = tool == nullptr ? nullptr : catalog.need(tool->need);
    std::string days = letters(seen, snapshot.today, own);
    if (need == nullptr || active(days) == 0) continue;
    NeedPath& path = needs[need->number];
    path.id = need->id;
    path.name = fields::need_name(offer.language, need->id, need->name);
    if (const auto found = offered.find(need->number); found != offered.end()) {
      path.offered = found->second;
    }
    path.tools.push_back({std::string(tool->id), std::string(tool->name),
                          policy::standing_of(offer.standings, offer.policy.departments, seen.tool,
                                              offer.department, offer.window),
                          std::move(days)});
  }
  std::vector<NeedPath> paths;
  for (auto& [number, need] : needs) {
    std::stable_sort(
        need.tools.begin(), need.tools.end(),
        [](const ToolPath& a, const ToolPath& b) { return active(a.days) > active(b.days); });
    paths.push_back(std::move(need));
  }
  std::stable_sort(paths.begin(), paths.end(),
                   [](const NeedPath& a, const NeedPath& b) { return active(a) > active(b); });
  return paths;
}

boost::json::object paths_to_json(const std::vector<NeedPath>& paths) {
  boost::json::array needs;
  for (const NeedPath& need : paths) needs.push_back(to_json(need));
  return {{"days", kPathDays}, {"needs", needs}};
}

boost::json::array answers_to_json(const std::vector<policy::Answer>& answers,
                                   const catalog::Catalog& catalog, fields::Language language) {
  boost::json::array all;
  for (const policy::Answer& answer : answers) {
    const catalog::Need* const need = catalog.need(answer.need);
    if (need == nullptr) continue;  // of a catalog this device does not have yet
    all.push_back(boost::json::object{{"need", need->id},
                                      {"name", fields::need_name(language, need->id, need->name)},
                                      {"state", view(policy::answer_state_word(answer.state))},
                                      {"words", answer.words[static_cast<std::size_t>(language)]}});
  }
  return all;
}

}  // namespace desirepath::console
