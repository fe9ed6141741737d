#pragma once

// PAIR and PAIR_FLOW: two tools that the organisation listed, used in the same window, and the work
// between them.
//
// PAIR       a, b used by an owner in the window; value 0.
// PAIR_FLOW  a, b with at least one joint day on which work went back and forth. value is, in base
//            3, joint days (1 · 2-3 · 4 and more), bounces a joint day (1-2 · 3-9 · 10 and more),
//            shape (0 neither · 1 double entry: much goes up on both sides · 2 carry-over: down
//            from one, up to the other); 0 to 26.
// Only pairs of the signed list, in its order. Source: privacy.md, Decisions 4; needs.md, "Double
// entry".

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void pair(const Inputs& inputs, Facts& facts);
void pair_flow(const Inputs& inputs, Facts& facts);

struct PairFlow {
  std::uint32_t joint_days = 0;  // 0: one, 1: 2-3, 2: 4 and more
  std::uint32_t bounces = 0;     // 0: 1-2, 1: 3-9, 2: 10 and more
  std::uint32_t shape = 0;       // 0: neither, 1: double entry, 2: carry-over
};

constexpr std::uint32_t kPairFlowValues = 27;

// The parts of a PAIR_FLOW value.
constexpr PairFlow pair_flow_parts(std::uint32_t value) {
  return {value / 9, value / 3 % 3, value % 3};
}

}  // namespace desirepath::facts
