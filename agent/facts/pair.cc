#include "agent/facts/pair.h"

#include <algorithm>

#include "agent/facts/use.h"

namespace desirepath::facts {
namespace {

const diary::ToolDays* find(const Inputs& inputs, std::uint32_t tool) {
  const auto& tools = inputs.diary.tools;
  const auto found = std::lower_bound(
      tools.begin(), tools.end(), tool,
      [](const diary::ToolDays& each, std::uint32_t number) { return each.tool < number; });
  return found == tools.end() || found->tool != tool ? nullptr : &*found;
}

struct Flow {
  int days = 0;
  std::uint64_t bounces = 0;
  int double_entry = 0;
  int carry_over = 0;
};

Flow flow_of(const Inputs& inputs, std::uint32_t first, std::uint32_t second) {
  const diary::DayRange week = days_of(inputs, 0);
  Flow flow;
  for (const diary::PairDay& day : inputs.diary.pairs) {
    if (day.first != first || day.second != second || day.bounces == 0) continue;
    if (day.day < week.first || day.day > week.last) continue;
    ++flow.days;
    flow.bounces += day.bounces;
    if (day.up == 3) {
      ++flow.double_entry;
    } else if ((day.down & 1 && day.up & 2) || (day.down & 2 && day.up & 1)) {
      ++flow.carry_over;
    }
  }
  return flow;
}

// The shape of most joint days; a tie between the two says neither.
std::uint32_t shape_of(const Flow& flow) {
  if (2 * flow.double_entry > flow.days) return 1;
  if (2 * flow.carry_over > flow.days) return 2;
  return 0;
}

}  // namespace

void pair(const Inputs& inputs, Facts& facts) {
  const diary::DayRange week = days_of(inputs, 0);
  for (const policy::ToolPair& listed : inputs.pairs) {
    const diary::ToolDays* const first = find(inputs, listed.first);
    const diary::ToolDays* const second = find(inputs, listed.second);
    if (first == nullptr || second == nullptr || first == second) continue;
    if (use_of(*first, week).use != Use::kOwner || use_of(*second, week).use != Use::kOwner)
      continue;
    facts.push_back(fact_of(inputs, v1::FACT_KIND_PAIR, listed.first, 0, listed.second));
  }
}

void pair_flow(const Inputs& inputs, Facts& facts) {
  for (const policy::ToolPair& listed : inputs.pairs) {
    const auto [low, high] = std::minmax(listed.first, listed.second);
    const Flow flow = flow_of(inputs, low, high);
    if (flow.days == 0) continue;
    const std::uint64_t a_day = flow.bounces / static_cast<std::uint64_t>(flow.days);
    const std::uint32_t bounces = a_day >= 10 ? 2 : a_day >= 3 ? 1 : 0;
    const std::uint32_t value = (bucket(flow.days) - 1) * 9 + bounces * 3 + shape_of(flow);
    facts.push_back(fact_of(inputs, v1::FACT_KIND_PAIR_FLOW, listed.first, value, listed.second));
  }
}

}  // namespace desirepath::facts
