#include "agent/outbox/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace desirepath::outbox {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'788'739'200);

TEST(Schedule, FirstSessionAndGapsAreFiveToThirtyMinutes) {
  absl::Duration shortest = absl::Hours(1);
  absl::Duration longest;
  for (std::uint8_t seed = 0; seed < 200; ++seed) {
    Schedule schedule(Pace(), seal::Random(seal::Key{seed}), kStart);
    absl::Time last = kStart;
    for (int session = 0; session < 8; ++session) {
      const absl::Duration gap = schedule.next() - last;
      ASSERT_GE(gap, absl::Minutes(5));
      ASSERT_LE(gap, absl::Minutes(30));
      shortest = std::min(shortest, gap);
      longest = std::max(longest, gap);
      last = schedule.next();
      schedule.began(last, 1);
    }
    EXPECT_LE(last - kStart, absl::Hours(4));  // 128 frames fit into four hours of uptime
  }
  EXPECT_LT(shortest, absl::Minutes(6));
  EXPECT_GT(longest, absl::Minutes(29));
}

TEST(Schedule, AtMostEightSessionsADayAndOneWhenNothingWaits) {
  Schedule schedule(Pace(), seal::Random(seal::Key{1}), kStart);
  int with_frames = 0;
  for (absl::Time now = kStart; now < kStart + absl::Hours(24); now += absl::Minutes(1)) {
    if (!schedule.due(now, 7, true)) continue;
    ++with_frames;
    schedule.began(now, 7);
  }
  EXPECT_EQ(with_frames, 8);
  int idle = 0;
  for (absl::Time now = kStart + absl::Hours(24); now < kStart + absl::Hours(48);
       now += absl::Minutes(1)) {
    if (!schedule.due(now, 8, false)) continue;
    ++idle;
    schedule.began(now, 8);
  }
  EXPECT_EQ(idle, 1);
}

TEST(Schedule, IdleSessionOfTheMorningTakesNoFramesPlace) {
  Schedule schedule(Pace(), seal::Random(seal::Key{1}), kStart);
  schedule.began(kStart, 7, false);
  int with_frames = 0;
  for (absl::Time now = kStart; now < kStart + absl::Hours(12); now += absl::Minutes(1)) {
    if (!schedule.due(now, 7, true)) continue;
    ++with_frames;
    schedule.began(now, 7);
  }
  EXPECT_EQ(with_frames, 8);
}

TEST(Schedule, LabFitsAWindowsFramesIntoTheNext) {
  policy::Policy policy;
  policy.lab_window_seconds = 60;
  for (std::uint8_t seed = 0; seed < 100; ++seed) {
    Schedule schedule(pace_of(policy), seal::Random(seal::Key{seed}), kStart);
    int sessions = 0;
    for (absl::Time now = kStart; now < kStart + absl::Seconds(60);
         now += absl::Milliseconds(100)) {
      if (!schedule.due(now, 7, true)) continue;
      ++sessions;
      schedule.began(now, 7);
    }
    EXPECT_GE(sessions, 8);
  }
}

TEST(Schedule, ClockThatWasSetBackDoesNotSilenceTheAgent) {
  Schedule schedule(Pace(), seal::Random(seal::Key{1}), kStart);
  EXPECT_TRUE(schedule.due(kStart - absl::Hours(240), 1, true));
}

TEST(Schedule, WhoMayStillHearOfAFirstLightAsksEveryHourAtMost) {
  const Pace pace = pace_of(policy::Policy(), /*listens=*/true);
  Schedule schedule(pace, seal::Random(seal::Key{1}), kStart);
  int sessions = 0;
  absl::Time last = kStart;
  for (absl::Time now = kStart; now < kStart + absl::Hours(10); now += absl::Minutes(1)) {
    if (!schedule.due(now, 7, false)) continue;
    EXPECT_GE(now - last, absl::Minutes(20));
    EXPECT_LE(now - last, absl::Minutes(61));
    last = now;
    ++sessions;
    schedule.began(now, 7, false);
  }
  EXPECT_GE(sessions, 10);
  EXPECT_LE(sessions, 16);
  // The pace of every day has one such session, and it was.
  schedule.set_pace(pace_of(policy::Policy()));
  EXPECT_FALSE(schedule.due(kStart + absl::Hours(12), 7, false));
}

}  // namespace
}  // namespace desirepath::outbox
