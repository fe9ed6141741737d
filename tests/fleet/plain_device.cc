#include "tests/fleet/plain_device.h"

#include <algorithm>

#include "agent/diary/forgetting.h"
#include "agent/facts/department.h"
#include "tests/fleet/command.h"

namespace desirepath::fleet {
namespace {

constexpr std::int32_t kWeekDays = 7;
constexpr std::int32_t kNoteDays = 35;  // as the diary keeps them

std::uint32_t week_of(const Surroundings& around, std::int32_t day) {
  const std::int32_t first = around.calendar->first_day(around.first_window);
  return static_cast<std::uint32_t>((day - first) / kWeekDays);
}

}  // namespace

PlainDevice::PlainDevice(const Surroundings& around, std::uint32_t number)
    : around_(around), number_(number) {
  const Habits& habits = *around.habits;
  department_ = facts::department_number(
      around.bundle->policy,
      department_id(habits.scenario().departments[habits.department(number)].name));
}

diary::ToolDays& PlainDevice::days_of(std::uint32_t tool) {
  auto at = std::lower_bound(
      diary_.tools.begin(), diary_.tools.end(), tool,
      [](const diary::ToolDays& each, std::uint32_t wanted) { return each.tool < wanted; });
  if (at == diary_.tools.end() || at->tool != tool) {
    at = diary_.tools.insert(at, diary::ToolDays{});
    at->tool = tool;
  }
  return *at;
}

void PlainDevice::record(const DayTouch& touch, std::int32_t day) {
  if (touch.touch == Touch::kWidget) return;  // ambient: never in the diary
  diary::ToolDays& tool = days_of(touch.tool);
  switch (touch.touch) {
    case Touch::kWork:
      tool.owner.set(day);
      if (tool.first_owner_day < 0) tool.first_owner_day = day;
      break;
    case Touch::kGuest:
      tool.guest.set(day);
      break;
    case Touch::kLogin:
      tool.login.set(day);
      break;
    case Touch::kWidget:
      break;
  }
}

std::vector<DayTouch> PlainDevice::touches(std::uint32_t window) const {
  std::vector<DayTouch> all;
  const std::int32_t first = around_.calendar->first_day(window);
  const std::int32_t end = first + around_.calendar->days_per_window();
  // Windows of days: the week that the day lies in.
  for (std::int32_t monday = first - first % kWeekDays; monday < end; monday += kWeekDays) {
    for (DayTouch touch : around_.habits->week(number_, week_of(around_, monday))) {
      touch.day += static_cast<std::uint32_t>(monday);
      const auto day = static_cast<std::int32_t>(touch.day);
      if (day >= first && day < end) all.push_back(touch);
    }
  }
  return all;
}

facts::Facts PlainDevice::live(std::uint32_t window) {
  const std::int32_t first = around_.calendar->first_day(window);
  const std::int32_t days = around_.calendar->days_per_window();
  for (std::int32_t day = first; day < first + days; ++day) {
    if (!around_.habits->on(number_, week_of(around_, day))) continue;
    if (diary_.began_day < 0) diary_.began_day = day;
    diary_.today = day;
    diary_.present.set(day);
    diary_.notes.push_back(
        {.day = day, .flows = kDailyFlows, .named_flows = kDailyNamedFlows, .accounts = {}});
  }
  diary::forget_old_days(diary_.tools, diary_.today);
  std::erase_if(diary_.notes, [this](const diary::DayNote& note) {
    return note.day <= diary_.today - kNoteDays;
  });
  for (const DayTouch& touch : touches(window)) record(touch, static_cast<std::int32_t>(touch.day));
  return facts::make_facts({.diary = diary_,
                            .policy = around_.bundle->policy,
                            .standings = around_.bundle->standings,
                            .pairs = {},
                            .need_of =
                                [this](std::uint32_t tool) {
                                  const catalog::Tool* known = around_.catalog->tool(tool);
                                  return known == nullptr ? 0U : known->need;
                                },
                            .department = department_,
                            .window = window,
                            .days_per_window = days});
}

}  // namespace desirepath::fleet
