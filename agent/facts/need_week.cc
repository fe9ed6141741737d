#include "agent/facts/need_week.h"

#include <algorithm>
#include <map>

#include "agent/facts/use.h"

namespace desirepath::facts {

void need_week(const Inputs& inputs, Facts& facts) {
  std::map<std::uint32_t, std::uint32_t> tools_of_need;
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    if (use_of(tool, days_of(inputs, 0)).use == Use::kNone) continue;
    if (const std::uint32_t need = inputs.need_of(tool.tool); need != 0) ++tools_of_need[need];
  }
  for (const auto& [need, tools] : tools_of_need) {
    facts.push_back(fact_of(inputs, v1::FACT_KIND_NEED_WEEK, need, std::min(tools, 3U)));
  }
}

}  // namespace desirepath::facts
