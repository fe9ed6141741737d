#pragma once

// When the figures of a window are published.
//
// Facts of window W are sent during W + 1; sending ends with it, and the window is frozen and
// published six hours later (Monday 06:00), in a lab three seconds later. The first light is sent
// for three days and published on Thursday 06:00. The collector freezes by
// it, the page counts down to it.
//
// Source: privacy.md, Decisions 3 and 12. Threads: pure function.

#include <cstdint>

#include "absl/time/time.h"
#include "proto/window/calendar.h"

namespace desirepath::window {

inline absl::Time publication_time(const Calendar& calendar, std::uint32_t window) {
  constexpr absl::Duration kAfterwards = absl::Hours(6);
  constexpr absl::Duration kAfterwardsInALab = absl::Seconds(3);  // two ticks and a delivery
  return calendar.sending_ends(window) + (calendar.lab() ? kAfterwardsInALab : kAfterwards);
}

}  // namespace desirepath::window
