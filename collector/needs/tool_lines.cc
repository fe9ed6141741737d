#include "collector/needs/tool_lines.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "collector/needs/figures.h"
#include "collector/needs/habit.h"
#include "proto/policy/standing.h"

namespace desirepath::needs {

std::vector<TrendPoint> tool_trend(const publish::History& history, std::uint32_t tool) {
  std::vector<TrendPoint> trend;
  trend.reserve(history.windows.size());
  bool seen = history.seen_earlier(tool) != nullptr;
  for (const publish::PublishedWindow& window : history.windows) {
    if (!reported_in(window)) continue;
    const publish::Block* total = window.find(publish::View::kTool, tool);
    seen = seen || total != nullptr;
    if (!seen) continue;
    const Devices devices =
        total != nullptr ? Devices{total->low, total->high} : Devices{0, window.head.floors.k - 1};
    trend.push_back({window.head.id, window.head.name, devices});
  }
  keep_latest(trend);
  return trend;
}

void keep_latest(std::vector<TrendPoint>& trend) {
  const std::size_t kept = std::min<std::size_t>(trend.size(), publish::kTrendWindows);
  trend.erase(trend.begin(), trend.end() - static_cast<std::ptrdiff_t>(kept));
  trend.shrink_to_fit();
}

std::string standing_words(const publish::Window& window, std::uint32_t tool) {
  const policy::Standing everyone = standing_in(window, tool, policy::kOrganisation);
  std::string words(policy::standing_word(everyone));
  if (std::none_of(window.standings.begin(), window.standings.end(), [tool](const auto& standing) {
        return standing.tool == tool && !standing.departments.empty();
      })) {
    return words;
  }
  std::string scoped;
  for (const policy::Department& department : window.departments) {
    const policy::Standing here = standing_in(window, tool, department.number);
    if (here == everyone) continue;
    absl::StrAppend(&scoped, scoped.empty() ? "" : ", ", std::string(policy::standing_word(here)),
                    " for ", department.name);
  }
  if (scoped.empty()) return words;
  return everyone == policy::Standing::kUnreviewed ? scoped : absl::StrCat(words, ", ", scoped);
}

ToolLine tool_line(const publish::History& history, const catalog::Catalog& catalog,
                   const ToolUse& use) {
  ToolLine line;
  line.tool = use.tool;
  if (const catalog::Tool* tool = catalog.tool(use.tool)) {
    line.id = tool->id;
    line.name = tool->name;
  } else {
    line.id = line.name = absl::StrCat("tool ", use.tool);
  }
  line.standing = standing_words(history.last().head, use.tool);
  line.devices = use.devices;
  const HabitFigure habit = habit_of(history, use.tool);
  line.habit = habit.habit;
  line.habit_share = habit.share;
  line.trend = tool_trend(history, use.tool);
  return line;
}

}  // namespace desirepath::needs
