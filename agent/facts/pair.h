#pragma once

// PAIR and PAIR_FLOW: two tools that the organisation listed, used in the same window, and the work
// between them.
//
// PAIR       a, b used by an owner in the window; value: on how many days both: 0 none · 1 · 2
// (2-3) · 3 (4 or more). PAIR_FLOW  a, b with at least one joint day on which work went back and
// forth. value - 1 is, in base 3,
//            joint days (1 · 2-3 · 4 and more), bounces a joint day (1-2 · 3-9 · 10 and more),
//            shape (0 neither · 1 double entry: much goes up on both sides · 2 carry-over: down
//            from one, up to the other).
// Only pairs of the signed list, a < b. Source: privacy.md, Decisions 4; needs.md, "Double entry".

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void pair(const Inputs& inputs, Facts& facts);
void pair_flow(const Inputs& inputs, Facts& facts);

struct PairFlow {
  std::uint32_t joint_days = 0;  // 0: one, 1: 2-3, 2: 4 and more
  std::uint32_t bounces = 0;     // 0: 1-2, 1: 3-9, 2: 10 and more
  std::uint32_t shape = 0;       // 0: neither, 1: double entry, 2: carry-over
};

// The parts of a PAIR_FLOW value, which is 1 to 27.
constexpr PairFlow pair_flow_parts(std::uint32_t value) {
  return {(value - 1) / 9, (value - 1) / 3 % 3, (value - 1) % 3};
}

}  // namespace desirepath::facts
