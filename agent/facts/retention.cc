#include "agent/facts/retention.h"

#include "agent/facts/use.h"

namespace desirepath::facts {
namespace {

// Of the n-th window since the first use, n from 1.
std::uint32_t age_bucket(std::int64_t nth) {
  return nth <= 1 ? 0 : nth <= 4 ? 1 : nth <= 12 ? 2 : 3;
}

}  // namespace

void retention(const Inputs& inputs, Facts& facts) {
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    if (use_of(tool, days_of(inputs, 0)).use != Use::kOwner) continue;
    // A tool that guest days alone made an owner's has no first day; it counts as new until it has
    // one.
    const bool known = tool.first_owner_day >= 0;
    const std::int64_t first =
        known ? tool.first_owner_day / inputs.days_per_window : std::int64_t{inputs.window};
    const bool before = use_of(tool, days_of(inputs, 1)).use == Use::kOwner;
    const std::uint32_t age = age_bucket(std::int64_t{inputs.window} - first + 1);
    const std::uint32_t value = age == 0 ? 0 : age * 2 + (before ? 1 : 0);
    facts.push_back(fact_of(inputs, v1::FACT_KIND_RETENTION, tool.tool, value));
  }
}

}  // namespace desirepath::facts
