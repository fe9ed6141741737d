#include "agent/outbox/clock.h"

#include <gtest/gtest.h>

namespace desirepath::outbox {
namespace {

const absl::Time kNoon = absl::FromUnixSeconds(1'788'782'400);  // a full hour
const std::int64_t kHour = absl::ToUnixSeconds(kNoon) / 3600;

TEST(Clock, FollowsAHealthyWallClockExactly) {
  Clock clock;
  EXPECT_EQ(clock.now(kNoon, absl::Seconds(5)), kNoon);
  EXPECT_EQ(clock.now(kNoon + absl::Hours(100), absl::Seconds(5) + absl::Hours(100)),
            kNoon + absl::Hours(100));
  // An hour's correction by the time service is followed; the gate's hour would not tell it apart.
  EXPECT_EQ(clock.now(kNoon + absl::Hours(101), absl::Seconds(5) + absl::Hours(100)),
            kNoon + absl::Hours(101));
  EXPECT_FALSE(clock.corrected());
}

TEST(Clock, GoesOnSteadilyThroughAJump) {
  for (const absl::Duration jump :
       {absl::Hours(240), -absl::Hours(240), absl::Hours(24 * 365 * 80)}) {
    Clock clock;
    clock.now(kNoon, absl::ZeroDuration());
    EXPECT_EQ(clock.now(kNoon + jump + absl::Minutes(1), absl::Minutes(1)),
              kNoon + absl::Minutes(1));
    EXPECT_EQ(clock.now(kNoon + jump + absl::Minutes(9), absl::Minutes(9)),
              kNoon + absl::Minutes(9));
    EXPECT_TRUE(clock.corrected());
    // Set right again, it is followed again.
    EXPECT_EQ(clock.now(kNoon + absl::Minutes(20), absl::Minutes(20)), kNoon + absl::Minutes(20));
  }
}

TEST(Clock, TakesTheGatesHourOverAWrongStart) {
  Clock clock;
  const absl::Time wrong = kNoon - absl::Hours(240);
  EXPECT_EQ(clock.now(wrong, absl::ZeroDuration()), wrong);
  clock.signed_hour(kHour, wrong, absl::ZeroDuration());
  EXPECT_EQ(clock.now(wrong, absl::ZeroDuration()), kNoon + absl::Minutes(30));
  EXPECT_EQ(clock.now(wrong + absl::Minutes(7), absl::Minutes(7)), kNoon + absl::Minutes(37));
  // A clock that is right to within the hour is left alone, and a later hour does not wobble the
  // corrected one.
  clock.signed_hour(kHour + 1, wrong + absl::Hours(1), absl::Hours(1));
  EXPECT_EQ(clock.now(wrong + absl::Hours(1), absl::Hours(1)), kNoon + absl::Minutes(90));
}

TEST(Clock, BelievesTheWallAgainWhenTheGateDoes) {
  Clock clock;
  clock.now(kNoon, absl::ZeroDuration());
  // A machine restored from an image: the wall clock jumped rightly, the steady one did not see the
  // days pass.
  const absl::Time restored = kNoon + absl::Hours(72);
  EXPECT_EQ(clock.now(restored, absl::Minutes(1)), kNoon + absl::Minutes(1));
  clock.signed_hour(kHour + 72, restored, absl::Minutes(1));
  EXPECT_EQ(clock.now(restored, absl::Minutes(1)), restored);
  EXPECT_FALSE(clock.corrected());
}

}  // namespace
}  // namespace desirepath::outbox
