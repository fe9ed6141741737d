#pragma once

// `due_windows` says which windows are to be frozen at a time.
//
// Facts of window W are sent during W + 1; sending ends with it, and the window is frozen and
// published six hours later (Monday 06:00), in a lab three seconds later. The windows a lab keeps
// for a simulated fleet are left to `window freeze`.
//
// Source: privacy.md, Decisions 3 and 12. Threads: pure functions.

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "proto/window/calendar.h"

namespace desirepath::collector {

// When `window` is frozen.
absl::Time freeze_time(const window::Calendar& calendar, std::uint32_t window);

// Of the windows that are still open, ascending.
std::vector<std::uint32_t> due_windows(const window::Calendar& calendar,
                                       const std::vector<std::uint32_t>& open,
                                       std::uint32_t first_live, absl::Time now);

}  // namespace desirepath::collector
