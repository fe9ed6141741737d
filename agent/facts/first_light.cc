#include "agent/facts/first_light.h"

#include <algorithm>
#include <map>

#include "agent/facts/use.h"
#include "proto/policy/first_light.h"

namespace desirepath::facts {
namespace {

bool takes_part(const Inputs& inputs, const policy::FirstLight& light) {
  const std::int32_t began = inputs.diary.began_day;
  const std::int32_t window_before =
      (static_cast<std::int32_t>(light.window) - 1) * inputs.days_per_window;
  return !inputs.without_agent && policy::fault_of(light, inputs.policy).empty() &&
         began > window_before && began <= light.first_day &&
         inputs.diary.present.any(days_of(inputs, 0));
}

Fact told(const Inputs& inputs, std::uint32_t need, std::uint32_t tools) {
  Fact fact = fact_of(inputs, v1::FACT_KIND_FIRST_LIGHT, need, tools);
  fact.department = policy::kOrganisation;
  return fact;
}

// The first day of use that is left in the bitmap. One that the bitmap has forgotten counts as the
// grid's first.
std::int32_t first_day_left(const diary::ToolDays& tool, std::int32_t day) {
  if (tool.first_owner_day < 0 || tool.first_owner_day >= day) return tool.first_owner_day;
  if (tool.owner.newest() - day >= diary::DayBitmap::kDays) return day;
  for (std::int32_t each = day; each <= tool.owner.newest(); ++each) {
    if (tool.owner.has(each)) return each;
  }
  return -1;
}

}  // namespace

Facts first_light_facts(const Inputs& inputs, const policy::FirstLight& light) {
  Facts facts;
  if (!takes_part(inputs, light)) return facts;
  facts.push_back(told(inputs, 0, 0));
  if (is_shared(inputs)) return facts;
  std::map<std::uint32_t, std::uint32_t> tools_of_need;
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    if (use_of(tool, days_of(inputs, 0)).use == Use::kNone) continue;
    if (const std::uint32_t need = inputs.need_of(tool.tool); need != 0) ++tools_of_need[need];
  }
  for (const auto& [need, tools] : tools_of_need) {
    facts.push_back(told(inputs, need, std::min(tools, 3U)));
  }
  return facts;
}

void begin_grid(std::int32_t day, diary::Snapshot& diary) {
  if (diary.began_day >= 0) diary.began_day = std::max(diary.began_day, day);
  for (diary::ToolDays& tool : diary.tools) {
    tool.first_owner_day = first_day_left(tool, day);
    tool.owner.forget_before(day);
    tool.guest.forget_before(day);
    tool.login.forget_before(day);
  }
}

}  // namespace desirepath::facts
