#include "tests/fleet/habits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <string>
#include <unordered_set>
#include <utility>

#include "tests/fleet/scenario_check.h"

namespace desirepath::fleet {
namespace {

constexpr double kAdoption = 0.8;          // devices that took up an offered tool
constexpr double kOfferedActivity = 0.92;  // weeks in which they use it
constexpr double kHoliday = 0.05;          // weeks a device is off
constexpr double kPassing = 0.25;          // weeks in which a device tries some tool once
constexpr double kWidgets = 0.5;  // weeks in which a device meets a tool's widget elsewhere
constexpr std::size_t kPassingTools = 60;
constexpr double kSecondTool = 0.25;  // affected devices that use two of the planted tools

std::uint64_t mix(std::uint64_t x) {  // splitmix64
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

std::vector<bool> department_mask(const Scenario& scenario, const std::vector<std::string>& names) {
  std::vector<bool> mask(scenario.departments.size(), names.empty());
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (std::find(names.begin(), names.end(), scenario.departments[i].name) != names.end())
      mask[i] = true;
  }
  return mask;
}

}  // namespace

absl::StatusOr<Habits> Habits::create(Scenario scenario, const catalog::Catalog& catalog) {
  if (const auto notes = check_scenario(catalog, scenario); !notes.ok()) return notes.status();
  Habits habits;
  habits.scenario_ = std::move(scenario);
  const Scenario& s = habits.scenario_;
  for (std::size_t i = 0; i < s.departments.size(); ++i) {
    habits.department_.insert(habits.department_.end(), s.departments[i].devices,
                              static_cast<std::uint32_t>(i));
  }
  std::unordered_set<std::uint32_t> named;
  for (const Offer& offer : s.offered) {
    const std::uint32_t tool = catalog.tool_by_id(offer.tool)->number;
    named.insert(tool);
    Offered offered{tool, department_mask(s, offer.departments), {}};
    for (std::size_t i = 0; i < s.needs.size(); ++i) {
      if (s.needs[i].need == offer.need) offered.planted.push_back(i);
    }
    habits.offered_.push_back(std::move(offered));
  }
  for (std::size_t i = 0; i < s.needs.size(); ++i) {
    const PlantedNeed& need = s.needs[i];
    Planted planted{{}, {}, std::vector<bool>(habits.department_.size(), false)};
    for (const std::string& id : need.tools) {
      planted.tools.push_back(catalog.tool_by_id(id)->number);
      named.insert(planted.tools.back());
    }
    for (const Offered& offer : habits.offered_) {
      if (std::find(offer.planted.begin(), offer.planted.end(), i) != offer.planted.end())
        planted.offered.push_back(offer.tool);
    }
    const std::vector<bool> mask = department_mask(s, need.departments);
    std::vector<std::pair<double, std::uint32_t>> order;
    for (std::uint32_t device = 0; device < habits.department_.size(); ++device) {
      if (mask[habits.department_[device]]) order.emplace_back(habits.chance(device, i, 1), device);
    }
    std::sort(order.begin(), order.end());
    for (std::size_t n = 0; n < std::min<std::size_t>(need.affected, order.size()); ++n) {
      planted.affected[order[n].second] = true;
    }
    habits.planted_.push_back(std::move(planted));
  }
  for (const catalog::Tool& tool : catalog.tools()) {
    if (!named.contains(tool.number) && mix(s.seed ^ tool.number) % 8 == 0)
      habits.passing_.push_back(tool.number);
    if (habits.passing_.size() == kPassingTools) break;
  }
  return habits;
}

double Habits::chance(std::uint64_t device, std::uint64_t week, std::uint64_t about) const {
  const std::uint64_t bits = mix(mix(mix(scenario_.seed ^ 0xd1b54a32d192ed03U) + device) ^
                                 mix(week * 1315423911U + about));
  return static_cast<double>(bits >> 11U) * 0x1p-53;
}

bool Habits::on(std::uint32_t device, std::uint32_t week) const {
  return chance(device, week, 2) >= kHoliday;
}

// A bit for each day of the week on which the device is at work.
std::uint32_t Habits::working_days(std::uint32_t device, std::uint32_t week) const {
  const double kind = chance(device, 0, 3);
  if (kind < scenario_.uptime.office) return 0b0011111;
  if (kind < scenario_.uptime.office + scenario_.uptime.part_time) {
    constexpr std::array<std::uint32_t, 3> kThreeDays{0b0000111, 0b0010101, 0b0011100};
    return kThreeDays[static_cast<std::size_t>(chance(device, 0, 4) * 3)];
  }
  std::uint32_t days = 0;
  for (std::uint64_t n = 0; std::popcount(days) < 4; ++n)
    days |= 1U << static_cast<std::uint32_t>(chance(device, week, 100 + n) * 7);
  return days;
}

void Habits::work(std::vector<DayTouch>& touches, std::uint32_t device, std::uint32_t week,
                  std::uint32_t tool, std::uint32_t days, Touch touch) const {
  const std::uint32_t working = working_days(device, week);
  std::uint32_t left = days;
  const auto turn = static_cast<std::uint32_t>(chance(device, week, 1000 + tool) * 7);
  for (std::uint32_t n = 0; n < 7 && left > 0; ++n) {
    const std::uint32_t day = (n + turn) % 7;
    if ((working >> day & 1U) == 0) continue;
    touches.push_back({tool, day, touch});
    --left;
  }
}

std::int32_t Habits::start_week(std::uint32_t device, std::size_t index) const {
  // Not all on one Monday: the affected devices start within four weeks.
  return scenario_.needs[index].onset_week +
         static_cast<std::int32_t>(chance(device, index, 5) * 4);
}

// True when the device uses other tools instead of this offer in this week.
bool Habits::leaves_offer(std::uint32_t device, std::uint32_t week, const Offered& offer) const {
  for (const std::size_t index : offer.planted) {
    if (!planted_[index].affected[device]) continue;
    const bool started = static_cast<std::int32_t>(week) >= start_week(device, index);
    switch (scenario_.needs[index].cause) {
      case Cause::kUnknown:
      case Cause::kInaccessible:
        return true;
      case Cause::kUnfit:
        return started;
      case Cause::kAbsent:
      case Cause::kUnconnected:
      case Cause::kOutsidePull:
        break;
    }
  }
  return false;
}

void Habits::offered_tools(std::vector<DayTouch>& touches, std::uint32_t device,
                           std::uint32_t week) const {
  for (const Offered& offer : offered_) {
    if (!offer.departments[department_[device]] || leaves_offer(device, week, offer)) continue;
    bool takes_part = chance(device, 0, 20000 + offer.tool) < kAdoption;
    for (const std::size_t index : offer.planted) {
      const Cause cause = scenario_.needs[index].cause;
      if (planted_[index].affected[device] &&
          (cause == Cause::kUnfit || cause == Cause::kUnconnected))
        takes_part = true;
    }
    if (!takes_part || chance(device, week, 30000 + offer.tool) >= kOfferedActivity) continue;
    work(touches, device, week, offer.tool,
         2 + static_cast<std::uint32_t>(chance(device, week, 40000 + offer.tool) * 4),
         Touch::kWork);
  }
}

void Habits::planted_need(std::vector<DayTouch>& touches, std::uint32_t device, std::uint32_t week,
                          std::size_t index) const {
  const PlantedNeed& need = scenario_.needs[index];
  const Planted& planted = planted_[index];
  if (!planted.affected[device] || static_cast<std::int32_t>(week) < start_week(device, index))
    return;
  if (chance(device, week, 50000 + index) >= need.activity) return;
  // The first tool of the list is twice as popular as the second, and so on.
  double pick = chance(device, index, 6);
  std::size_t choice = 0;
  while (choice + 1 < planted.tools.size() && pick >= 0.5) {
    pick = (pick - 0.5) * 2;
    ++choice;
  }
  const bool guest = need.cause == Cause::kOutsidePull;
  const auto days =
      static_cast<std::uint32_t>(guest ? 1 : 2 + chance(device, week, 60000 + index) * 3);
  work(touches, device, week, planted.tools[choice], days, guest ? Touch::kGuest : Touch::kWork);
  if (planted.tools.size() > 1 && !guest && chance(device, index, 7) < kSecondTool) {
    work(touches, device, week, planted.tools[(choice + 1) % planted.tools.size()], 1,
         Touch::kWork);
  }
  if (need.cause == Cause::kInaccessible) {
    for (const std::uint32_t offered : planted.offered)
      work(touches, device, week, offered, 1, Touch::kLogin);
  }
}

void Habits::passing_tools(std::vector<DayTouch>& touches, std::uint32_t device,
                           std::uint32_t week) const {
  if (passing_.empty()) return;
  const auto pick = [&](std::uint64_t about) {
    const double u = chance(device, week, about);
    return passing_[static_cast<std::size_t>(u * u * static_cast<double>(passing_.size()))];
  };
  if (chance(device, week, 8) < kPassing) work(touches, device, week, pick(9), 1, Touch::kWork);
  if (chance(device, week, 10) < kWidgets) work(touches, device, week, pick(11), 3, Touch::kWidget);
}

std::vector<DayTouch> Habits::week(std::uint32_t device, std::uint32_t week) const {
  std::vector<DayTouch> touches;
  if (!on(device, week)) return touches;
  offered_tools(touches, device, week);
  for (std::size_t index = 0; index < planted_.size(); ++index)
    planted_need(touches, device, week, index);
  passing_tools(touches, device, week);
  std::stable_sort(touches.begin(), touches.end(),
                   [](const DayTouch& a, const DayTouch& b) { return a.day < b.day; });
  return touches;
}

}  // namespace desirepath::fleet
