#pragma once

// `may_be_announced` says how long a first light is of use: while no whole window of the grid can
// have been told of, for else its figures would not be the first.
//
// The collector announces none afterwards, and devices stop asking the gate oftener for its sake.
// It looks at the first policy of the chain alone, so that it is the same for all.
//
// Source: product.md, section 5. Threads: pure function.

#include "absl/time/time.h"
#include "proto/policy/policy.h"
#include "proto/window/calendar.h"

namespace desirepath::window {

inline bool may_be_announced(const Calendar& calendar, const policy::Policy& first,
                             absl::Time now) {
  const std::uint32_t current = calendar.window_at(now);
  return current > 0 && calendar.begin(current - 1) < absl::FromUnixSeconds(first.not_before);
}

}  // namespace desirepath::window
