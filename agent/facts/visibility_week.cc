#include "agent/facts/visibility_week.h"

#include <algorithm>

#include "agent/facts/use.h"

namespace desirepath::facts {

void visibility_week(const Inputs& inputs, Facts& facts) {
  const diary::DayRange week = days_of(inputs, 0);
  std::uint64_t flows = 0;
  std::uint64_t named = 0;
  for (const diary::DayNote& note : inputs.diary.notes) {
    if (note.day < week.first || note.day > week.last) continue;
    flows += note.flows;
    named += note.named_flows;
  }
  if (flows == 0) return;
  const auto step = static_cast<std::uint32_t>(std::min(named, flows) * 5 / flows);
  facts.push_back(fact_of(inputs, v1::FACT_KIND_VISIBILITY_WEEK, 0, std::min(step, 4U) + 1));
}

}  // namespace desirepath::facts
