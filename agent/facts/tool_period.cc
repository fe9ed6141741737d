#include "agent/facts/tool_period.h"

#include "agent/facts/use.h"

namespace desirepath::facts {

void tool_period(const Inputs& inputs, Facts& facts) {
  constexpr int kLast = static_cast<int>(kPeriodWindows) - 1;
  if (inputs.window % kPeriodWindows != kPeriodWindows - 1) return;
  if (inputs.policy.profile == policy::Profile::kSmall) return;
  if (diary_age(inputs) < std::int64_t{kPeriodWindows}) return;
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    int windows = 0;
    for (int ago = 0; ago <= kLast; ++ago) {
      if (use_of(tool, days_of(inputs, ago)).use != Use::kNone) ++windows;
    }
    if (windows > 0)
      facts.push_back(fact_of(inputs, v1::FACT_KIND_TOOL_PERIOD, tool.tool, bucket(windows)));
  }
}

}  // namespace desirepath::facts
