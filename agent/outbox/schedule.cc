#include "agent/outbox/schedule.h"

namespace desirepath::outbox {
namespace {

constexpr absl::Duration kSqueezed = absl::Hours(5);
constexpr int kListening = 16;    // idle sessions
constexpr int kLabDays = 7;       // of a window
constexpr int kLabSessions = 16;  // 8 for the frames, as many again for what was lost on the way

}  // namespace

Pace pace_of(const policy::Policy& policy, bool listens) {
  Pace pace;
  if (listens && !policy.lab()) {
    pace.shortest = absl::Minutes(20);
    pace.longest = absl::Minutes(60);
  }
  if (listens) pace.idle = policy.lab() ? kLabDays * kListening : kListening;
  if (policy.lab()) {
    const double scale =
        static_cast<double>(policy.lab_window_seconds) / absl::ToDoubleSeconds(kSqueezed);
    pace.shortest *= scale;
    pace.longest *= scale;
    pace.sessions = kLabSessions;
  }
  return pace;
}

Schedule::Schedule(const Pace& pace, const seal::Random& random, absl::Time started)
    : pace_(pace), random_(random), next_(started) {
  next_ += gap();
}

absl::Duration Schedule::gap() {
  const std::int64_t spread = absl::ToInt64Milliseconds(pace_.longest - pace_.shortest);
  return pace_.shortest + absl::Milliseconds(random_.uniform(static_cast<std::uint32_t>(spread)));
}

bool Schedule::due(absl::Time now, std::int64_t period, bool frames_wait) const {
  // A clock that was set back must not keep the agent silent for as long as it had been ahead.
  if (now < next_ && next_ - now <= pace_.longest) return false;
  if (period != period_) return true;
  return frames_wait ? with_frames_ < pace_.sessions : with_frames_ + idle_ < pace_.idle;
}

void Schedule::began(absl::Time now, std::int64_t period, bool with_frames) {
  if (period != period_) with_frames_ = idle_ = 0;
  ++(with_frames ? with_frames_ : idle_);
  period_ = period;
  next_ = now + gap();
}

}  // namespace desirepath::outbox
