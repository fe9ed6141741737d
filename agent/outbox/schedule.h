#pragma once

// `Schedule` says when the next session with the gate begins: a function of uptime and chance,
// never of use.
//
// The agent asks it from its timer. The first session comes U(5, 30 min) after the agent started,
// the next ones after gaps of U(5, 30 min), at most 8 a day while frames wait and one a day else
// (for the policy). A device that may still hear of a first light asks oftener, up to 16 times a
// day with gaps of U(20, 60 min), since it has to hear of it the day before. A lab squeezes five
// hours into a window, so that the 8 sessions of a window's 128 frames fit. Source: privacy.md,
// Decisions 3 and 12.

#include <cstdint>

#include "absl/time/time.h"
#include "proto/policy/policy.h"
#include "proto/seal/random.h"

namespace desirepath::outbox {

struct Pace {
  absl::Duration shortest = absl::Minutes(5);
  absl::Duration longest = absl::Minutes(30);
  int sessions = 8;  // a day; in a lab a window
  int idle = 1;      // of them, or beside them, such as bring no frames
};

// `listens`: the device may still hear of a first light.
Pace pace_of(const policy::Policy& policy, bool listens = false);

class Schedule {
 public:
  Schedule(const Pace& pace, const seal::Random& random, absl::Time started);

  [[nodiscard]] absl::Time next() const { return next_; }
  // Whether to begin a session now. `period` is the day, in a lab the window.
  [[nodiscard]] bool due(absl::Time now, std::int64_t period, bool frames_wait) const;
  // A session begins, whatever becomes of it. One that has no frames to bring takes no place of one
  // that has.
  void began(absl::Time now, std::int64_t period, bool with_frames = true);
  // A new policy may have another pace. The next time stands.
  void set_pace(const Pace& pace) { pace_ = pace; }

 private:
  absl::Duration gap();

  Pace pace_;
  seal::Random random_;
  absl::Time next_;
  std::int64_t period_ = -1;
  int with_frames_ = 0;  // sessions of the period
  int idle_ = 0;
};

}  // namespace desirepath::outbox
