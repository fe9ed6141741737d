#include "agent/outbox/timetable.h"

#include <gtest/gtest.h>

namespace desirepath::outbox {
namespace {

constexpr std::uint32_t kWindow = 2957;

policy::Policy policy_with(policy::Profile profile, std::uint32_t hold_hours,
                           std::uint32_t lab_seconds = 0) {
  policy::Policy policy;
  policy.profile = profile;
  policy.time_zone = "Europe/Helsinki";
  policy.hold_hours = hold_hours;
  policy.lab_window_seconds = lab_seconds;
  return policy;
}

absl::Duration hold(const policy::Policy& policy) {
  const window::Calendar calendar = *window::Calendar::from(policy);
  return Timetable(calendar, policy).opens(kWindow) - calendar.end(kWindow);
}

TEST(Timetable, HoldsADayAtLeast) {
  EXPECT_EQ(hold(policy_with(policy::Profile::kWeekly, 24)), absl::Hours(24));
  EXPECT_EQ(hold(policy_with(policy::Profile::kWeekly, 0)),
            absl::Hours(24));  // the floor is compiled in
  EXPECT_EQ(hold(policy_with(policy::Profile::kWeekly, 30)), absl::Hours(30));
}

TEST(Timetable, HoldLeavesTimeToSend) {
  EXPECT_EQ(hold(policy_with(policy::Profile::kDaily, 24)), absl::Hours(6));
  EXPECT_EQ(hold(policy_with(policy::Profile::kWeekly, 1'000)), absl::Hours(42));
}

TEST(Timetable, LabHoldsNothing) {
  const policy::Policy policy = policy_with(policy::Profile::kLab, 24, 60);
  EXPECT_EQ(hold(policy), absl::ZeroDuration());
  const window::Calendar calendar = *window::Calendar::from(policy);
  EXPECT_EQ(Timetable(calendar, policy).uptime(), absl::ZeroDuration());
}

TEST(Timetable, ClosesWhenTheNextWindowEnds) {
  const policy::Policy policy = policy_with(policy::Profile::kWeekly, 24);
  const window::Calendar calendar = *window::Calendar::from(policy);
  EXPECT_EQ(Timetable(calendar, policy).closes(kWindow), calendar.begin(kWindow + 2));
}

TEST(Timetable, AFirstLightIsHeldADayAndSentUntilWednesday) {
  policy::Policy policy = policy_with(policy::Profile::kWeekly, 24);
  policy.first_light = policy::FirstLight{kWindow, static_cast<std::int32_t>(kWindow) * 7 + 1};
  EXPECT_EQ(hold(policy), absl::Hours(24));
  policy.hold_hours = 1'000;
  EXPECT_EQ(hold(policy), absl::Hours(48));  // a day of 8 sessions is left for the 128 frames
  const window::Calendar calendar = *window::Calendar::from(policy);
  EXPECT_EQ(Timetable(calendar, policy).closes(kWindow), calendar.end(kWindow) + absl::Hours(72));
}

}  // namespace
}  // namespace desirepath::outbox
