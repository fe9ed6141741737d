#include "agent/facts/use.h"

#include <algorithm>
#include <set>

#include "agent/facts/department.h"

namespace desirepath::facts {
namespace {

constexpr std::int32_t kWeekDays = 7;

}  // namespace

diary::DayRange days_of(const Inputs& inputs, int oldest, int newest) {
  const std::int32_t first = static_cast<std::int32_t>(inputs.window) * inputs.days_per_window;
  return {first - oldest * inputs.days_per_window,
          first - newest * inputs.days_per_window + inputs.days_per_window - 1};
}

diary::DayRange days_of(const Inputs& inputs, int ago) {
  if (ago == 0 && inputs.days) return *inputs.days;
  return days_of(inputs, ago, ago);
}

WindowUse use_of(const diary::ToolDays& tool, diary::DayRange days) {
  if (const int owner = tool.owner.count(days); owner > 0) return {Use::kOwner, owner};
  const int guest = tool.guest.count(days);
  for (std::int32_t monday = days.first; monday <= days.last; monday += kWeekDays) {
    const std::int32_t sunday = std::min(monday + kWeekDays - 1, days.last);
    if (tool.guest.count({monday, sunday}) >= kGuestDaysThatMakeAnOwner)
      return {Use::kOwner, guest};
  }
  return {guest > 0 ? Use::kGuest : Use::kNone, guest};
}

bool is_shared(const Inputs& inputs) {
  if (inputs.diary.shared_machine) return true;
  const diary::DayRange week = days_of(inputs, 0);
  std::set<std::uint32_t> accounts;
  for (const diary::DayNote& note : inputs.diary.notes) {
    if (note.day >= week.first && note.day <= week.last) {
      accounts.insert(note.accounts.begin(), note.accounts.end());
    }
  }
  return accounts.size() > 1;
}

std::uint32_t bucket(int count) { return count >= 4 ? 3 : count >= 2 ? 2 : 1; }

std::int64_t diary_age(const Inputs& inputs) {
  const std::int64_t began = inputs.diary.began_day;
  if (began < 0) return 0;
  const std::int64_t first_whole = (began + inputs.days_per_window - 1) / inputs.days_per_window;
  const std::int64_t age = std::int64_t{inputs.window} - first_whole + 1;
  return age > 0 ? age : 0;
}

Fact fact_of(const Inputs& inputs, Kind kind, std::uint32_t a, std::uint32_t value,
             std::uint32_t b) {
  Fact fact;
  fact.kind = kind;
  fact.policy_number = inputs.policy.number;
  fact.window = inputs.window;
  fact.department = reported_department(inputs.policy, inputs.department);
  fact.a = a;
  fact.b = b;
  fact.value = value;
  return fact;
}

}  // namespace desirepath::facts
