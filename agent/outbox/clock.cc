#include "agent/outbox/clock.h"

namespace desirepath::outbox {

absl::Time Clock::now(absl::Time wall, absl::Duration steady) {
  absl::Time time = wall + offset_;
  if (last_) {
    const absl::Time expected = *last_ + (steady - last_steady_);
    if (absl::AbsDuration(time - expected) > kSlack) {
      offset_ = expected - wall;
      time = expected;
    }
  }
  last_ = time;
  last_steady_ = steady;
  return time;
}

void Clock::signed_hour(std::int64_t hour, absl::Time wall, absl::Duration steady) {
  // The hour that has begun: the true time lies up to an hour after it.
  const absl::Time middle = absl::UnixEpoch() + absl::Hours(hour) + absl::Minutes(30);
  if (absl::AbsDuration(wall - middle) <= kSlack) {
    offset_ = absl::ZeroDuration();
  } else if (absl::AbsDuration(wall + offset_ - middle) > kSlack) {
    offset_ = middle - wall;
  }
  last_ = wall + offset_;
  last_steady_ = steady;
}

}  // namespace desirepath::outbox
