#include <absl/strings/str_cat.h>

#include <algorithm>

#include "collector/needs/analyse.h"
#include "collector/needs/diffusion.h"
#include "collector/needs/figures.h"
#include "collector/needs/habit.h"
#include "collector/needs/interval.h"
#include "collector/needs/thresholds.h"
#include "collector/needs/tool_lines.h"
#include "collector/publish/earlier.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::PublishedWindow;
using publish::View;

DepartmentLine department_line(const publish::Window& window, const Block& block) {
  DepartmentLine line;
  line.devices = {block.low, block.high};
  if (block.member == publish::kRest) {
    line.name = "other departments";
    return line;
  }
  line.department = block.member;
  for (const policy::Department& department : window.departments) {
    if (department.number != block.member) continue;
    line.id = department.id;
    line.name = department.name;
  }
  return line;
}

// A value in the rest may be all of it or none.
Devices day_devices(const PublishedWindow& window, std::uint32_t tool, std::uint32_t value) {
  std::uint32_t rest = 0;
  for (const Block& block : window.of(View::kToolDays, tool)) {
    if (block.member == value) return {block.low, block.high};
    if (block.member == publish::kRest) rest = block.high;
  }
  return {0, rest};
}

// The latest of the windows that end a period, by now.
void add_period(const publish::History& history, ToolCard& card) {
  for (std::uint32_t ago = 0; ago <= publish::kBefore; ++ago) {
    const PublishedWindow* window = history.ago(ago);
    const Block* period = window == nullptr ? nullptr : window->find(View::kPeriod, card.tool);
    if (period == nullptr) continue;
    card.four_windows = {window->head.id, window->head.name, {period->low, period->high}};
    return;
  }
}

std::optional<WindowNamed> first_seen(const publish::History& history, std::uint32_t tool) {
  if (const publish::FirstSeen* earlier = history.seen_earlier(tool)) {
    return WindowNamed{earlier->window, earlier->name};
  }
  for (const PublishedWindow& window : history.windows) {
    if (!reported_in(window) || window.find(View::kTool, tool) == nullptr) continue;
    return WindowNamed{window.head.id, window.head.name};
  }
  return std::nullopt;
}

ToolCard card_of(const publish::History& history, const catalog::Catalog& catalog,
                 const Block& total) {
  const PublishedWindow& last = history.last();
  ToolCard card;
  card.tool = total.object;
  card.id = card.name = absl::StrCat("tool ", total.object);
  if (const catalog::Tool* tool = catalog.tool(total.object)) {
    card.id = tool->id;
    card.name = tool->name;
    card.vendor = tool->vendor;
    card.hq_country = tool->hq_country;
    if (const catalog::Need* need = catalog.need(tool->need)) card.need = need->id;
  }
  for (const catalog::RiskFact& fact : catalog.risk(total.object)) {
    card.risk.push_back({std::string(word(fact.subject)), std::string(fact.answer),
                         std::string(fact.source), std::string(fact.date)});
  }
  card.standing = standing_words(last.head, total.object);
  card.devices = {total.low, total.high};
  for (const Block& block : last.of(View::kToolDepartment, total.object)) {
    card.departments.push_back(department_line(last.head, block));
  }
  card.one_day = day_devices(last, total.object, 1);
  card.two_three_days = day_devices(last, total.object, 2);
  card.four_seven_days = day_devices(last, total.object, 3);
  card.guest = day_devices(last, total.object, 4);
  const HabitFigure habit = habit_of(history, total.object);
  card.habit = habit.habit;
  card.habit_share = habit.share;
  card.trend = tool_trend(history, total.object);
  if (last.find(View::kReporting, 0) != nullptr) {
    card.stage = stage_of(card.devices, reporting_of(last));
    card.doubling_windows = doubling_windows(card.trend, reporting_of(last));
  }
  card.first_seen = first_seen(history, total.object);
  add_period(history, card);
  return card;
}

}  // namespace

ToolsReport analyse_tools(const publish::History& history, const catalog::Catalog& catalog) {
  ToolsReport report;
  report.head = head_of(history);
  for (const Block& total : history.last().blocks(View::kTool)) {
    report.cards.push_back(card_of(history, catalog, total));
  }
  std::stable_sort(
      report.cards.begin(), report.cards.end(),
      [](const ToolCard& a, const ToolCard& b) { return a.devices.low > b.devices.low; });
  return report;
}

absl::Status keep_department(const std::string& id, const publish::History& history,
                             ToolsReport& report) {
  const auto& departments = history.last().head.departments;
  const bool known = std::any_of(departments.begin(), departments.end(),
                                 [&](const policy::Department& each) { return each.id == id; });
  if (!known) {
    return absl::InvalidArgumentError(
        absl::StrCat("department ", id, ": not in the dictionary of window ",
                     report.head.window_name, ", `report departments` lists them"));
  }
  std::vector<ToolCard> kept;
  for (ToolCard& card : report.cards) {
    std::erase_if(card.departments, [&](const DepartmentLine& line) { return line.id != id; });
    if (!card.departments.empty()) kept.push_back(std::move(card));
  }
  report.cards = std::move(kept);
  return absl::OkStatus();
}

}  // namespace desirepath::needs
