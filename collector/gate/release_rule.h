#pragma once

// `devices_wanted` says from how many devices a window's frames must have come before they may go.
//
// The spool asks it at each tick. k devices are what the promise needs and little comfort: in a
// batch of hardly more than k a report and the tools told near it belong together more often than
// by chance. So an ordinary tick waits for kCrowd times k, which a fleet of a few hundred never
// sees: its frames go together at the end of the day, when k are enough if nothing of the window
// went that day. k are enough too once sending for the window has ended. Nothing is published
// before the window is frozen, six hours after sending ends, so the delay costs nothing; fewer than
// k are wiped there whatever the rule. The spool holds a day's frames at most: 10 KiB a device.
//
// Source: privacy.md 3a "Gate"; other crowds beside this one: tests/bench/linking. Threads: pure.

#include <cstddef>
#include <cstdint>

namespace desirepath::gate {

inline constexpr std::size_t kCrowd = 30;

struct Tick {
  std::size_t k = 10;
  bool day_over = false;           // the first tick of a day of the organisation's
  std::uint32_t sending_from = 0;  // for windows before this one sending has ended
  std::size_t crowd = kCrowd;
};

// `went`: some of the window was released today.
constexpr std::size_t devices_wanted(const Tick& tick, std::uint32_t window, bool went) {
  const bool over = window < tick.sending_from;
  const bool idle_day = tick.day_over && !went;
  return idle_day || over ? tick.k : tick.crowd * tick.k;
}

}  // namespace desirepath::gate
