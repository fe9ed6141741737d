#pragma once

// `Timetable` says when a window's frames may leave: after the hold, until the window after it
// ends; those of the first light until the Wednesday after it.
//
// Hold: 24 hours from the window's end and 2 hours of uptime since the facts were made, so that the
// person can look and veto. A lab has none; a grid of days, whose sending day would be over by
// then, holds a quarter of a day. Source: privacy.md, Decisions 3 and 12.

#include <algorithm>

#include "absl/time/time.h"
#include "proto/policy/policy.h"
#include "proto/window/calendar.h"

namespace desirepath::outbox {

constexpr std::uint32_t kHoldHours = 24;  // the floor: a policy can only lengthen it
constexpr absl::Duration kHoldUptime = absl::Hours(2);

class Timetable {
 public:
  // `calendar` must outlive the timetable.
  Timetable(const window::Calendar& calendar, const policy::Policy& policy)
      : calendar_(calendar),
        hold_(policy.lab() ? absl::ZeroDuration()
                           : absl::Hours(std::max(policy.hold_hours, kHoldHours))),
        uptime_(policy.lab() ? absl::ZeroDuration() : kHoldUptime) {}

  [[nodiscard]] absl::Time opens(std::uint32_t window) const {
    const absl::Time closed = calendar_.end(window);
    const absl::Duration open = closes(window) - closed;
    // Of the three days of the first light one at least is left to send in.
    return closed + std::min(hold_, calendar_.is_first_light(window) ? open * 2 / 3 : open / 4);
  }
  [[nodiscard]] absl::Time closes(std::uint32_t window) const {
    return calendar_.sending_ends(window);
  }
  [[nodiscard]] absl::Duration uptime() const { return uptime_; }

 private:
  const window::Calendar& calendar_;
  absl::Duration hold_;
  absl::Duration uptime_;
};

}  // namespace desirepath::outbox
