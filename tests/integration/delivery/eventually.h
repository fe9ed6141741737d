#pragma once

// `eventually` looks at a condition until it holds or a deadline passes: the tests' only way to
// wait.

#include <absl/time/clock.h>
#include <absl/time/time.h>

namespace desirepath::delivery {

template <typename Condition>
bool eventually(Condition condition, absl::Duration limit = absl::Seconds(20)) {
  const absl::Time end = absl::Now() + limit;
  while (!condition()) {
    if (absl::Now() > end) return false;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return true;
}

}  // namespace desirepath::delivery
