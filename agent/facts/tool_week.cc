#include "agent/facts/tool_week.h"

#include "agent/facts/use.h"

namespace desirepath::facts {

void tool_week(const Inputs& inputs, Facts& facts) {
  const diary::DayRange week = days_of(inputs, 0);
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    const WindowUse used = use_of(tool, week);
    if (used.use == Use::kNone) continue;
    const std::uint32_t value = used.use == Use::kGuest ? kToolWeekGuest : bucket(used.days);
    facts.push_back(fact_of(inputs, v1::FACT_KIND_TOOL_WEEK, tool.tool, value));
  }
}

}  // namespace desirepath::facts
