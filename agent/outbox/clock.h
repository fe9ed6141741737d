#pragma once

// `Clock` corrects the machine's clock by the hour the gate tells, and does not follow it when it
// jumps.
//
// The agent asks it for the time of everything it puts into windows. It is told both the wall clock
// and a clock that only ever runs on (CLOCK_BOOTTIME, which counts suspension). Between two
// contacts with the gate the wall clock may be off by more than kSlack only if somebody set it:
// then the steady clock goes on from the last good time, until the gate says which one was right.
// Wrong clocks so cost counts, not privacy; no time is ever sent.
//
// Limits: the gate's time is coarse: differences below kSlack are not corrected. After a start
// there is only the wall clock until the gate was reached; how far it is believed is `plausible`'s
// business (closing.h). Source: privacy.md, 3a "Clock".

#include <cstdint>
#include <optional>

#include "absl/time/time.h"

namespace desirepath::outbox {

class Clock {
 public:
  static constexpr absl::Duration kSlack = absl::Minutes(90);

  // The time to use now.
  absl::Time now(absl::Time wall, absl::Duration steady);
  // The gate said this hour (unix hours) just now, authenticated by TLS.
  void signed_hour(std::int64_t hour, absl::Time wall, absl::Duration steady);

  [[nodiscard]] bool corrected() const { return offset_ != absl::ZeroDuration(); }

 private:
  absl::Duration offset_;  // to be added to the wall clock
  std::optional<absl::Time> last_;
  absl::Duration last_steady_;
};

}  // namespace desirepath::outbox
