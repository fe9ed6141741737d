#include "proto/policy/floors.h"

#include <gmock/gmock.h>

#include "signed_bundle.h"

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;

std::string refusal_of(const v1::Policy& policy, bool allow_lab = false) {
  const absl::StatusOr<Policy> value = check_policy(policy, allow_lab);
  return value.ok() ? "" : std::string(value.status().message());
}

v1::Policy good() {
  v1::Policy policy = SignedBundle().draft();
  policy.set_number(1);
  return policy;
}

TEST(Floors, AnOrdinaryPolicyPasses) { EXPECT_EQ(refusal_of(good()), ""); }

// C19, with bundle_test.cc and device_test.cc: no policy lowers the compiled floors.
TEST(Floors, KBelowFiveIsRefused) {
  v1::Policy policy = good();
  policy.set_k(5);
  EXPECT_EQ(refusal_of(policy), "");
  policy.set_k(4);
  EXPECT_THAT(refusal_of(policy), HasSubstr("k = 4 is below the floor of 5"));
  policy.set_k(1);
  EXPECT_THAT(refusal_of(policy), HasSubstr("below the floor"));
}

TEST(Floors, ADepartmentFloorBelowTenIsRefused) {
  v1::Policy policy = good();
  policy.set_department_floor(9);
  EXPECT_THAT(refusal_of(policy), HasSubstr("department floor 9 is below 10"));
}

TEST(Floors, AnotherNumberOfFramesIsRefused) {
  for (std::uint32_t frames : {0U, 127U, 129U}) {
    v1::Policy policy = good();
    policy.set_frames_per_window(frames);
    EXPECT_THAT(refusal_of(policy), HasSubstr("every device sends 128")) << frames;
  }
}

TEST(Floors, ExactFiguresOfNeedsBesideNoiseAreRefused) {
  v1::Policy policy = good();
  policy.set_strict(true);
  EXPECT_EQ(refusal_of(policy), "");
  policy.set_noise_milli(1000);
  EXPECT_THAT(refusal_of(policy), HasSubstr("choose one"));
}

TEST(Floors, AKindThatIsNotCompiledInIsRefused) {
  for (std::uint32_t kind : {0U, 9U, 14U, 16U, 4000U}) {
    v1::Policy policy = good();
    policy.add_kinds()->set_kind(kind);
    EXPECT_THAT(refusal_of(policy), HasSubstr("which this program does not have")) << kind;
  }
}

TEST(Floors, AShorterHoldThanADayIsRefused) {
  v1::Policy policy = good();
  policy.set_hold_hours(23);
  EXPECT_THAT(refusal_of(policy), HasSubstr("a veto needs 24 hours"));
}

TEST(Floors, AnEndBeyondTwelveMonthsIsRefused) {
  v1::Policy policy = good();
  policy.set_ends(policy.not_before() + 366LL * 86400);
  EXPECT_EQ(refusal_of(policy), "");
  policy.set_ends(policy.not_before() + 366LL * 86400 + 1);
  EXPECT_THAT(refusal_of(policy), HasSubstr("within 12 months"));
  policy.set_ends(policy.not_before());
  EXPECT_THAT(refusal_of(policy), HasSubstr("within 12 months"));
  policy.set_not_before(-1);
  EXPECT_THAT(refusal_of(policy), HasSubstr("within 12 months"));
}

TEST(Floors, OneKeyForBothHandsIsRefused) {
  v1::Policy policy = good();
  policy.add_staff_keys(policy.admin_key());
  EXPECT_THAT(refusal_of(policy), HasSubstr("two hands need two keys"));
}

TEST(Floors, NoStaffKeyOrMoreThanThreeAreRefused) {
  v1::Policy policy = good();
  policy.clear_staff_keys();
  EXPECT_THAT(refusal_of(policy), HasSubstr("one to three keys"));
  for (int seed : {21, 22, 23, 24}) {
    policy.add_staff_keys(field_of(test_key(static_cast<std::uint8_t>(seed)).public_key));
  }
  EXPECT_THAT(refusal_of(policy), HasSubstr("one to three keys"));
}

TEST(Floors, AKeyOfAnotherLengthIsRefused) {
  v1::Policy policy = good();
  policy.set_curation_key("short");
  EXPECT_THAT(refusal_of(policy), HasSubstr("key of 32 octets"));
}

TEST(Floors, ALabLowersFloorsOnlyWhereItIsAllowed) {
  v1::Policy policy = good();
  policy.set_profile(v1::PROFILE_LAB);
  policy.mutable_lab()->set_window_seconds(60);
  policy.set_k(1);
  policy.set_department_floor(1);
  policy.set_hold_hours(0);
  EXPECT_THAT(refusal_of(policy), HasSubstr("not anonymous"));
  EXPECT_EQ(refusal_of(policy, /*allow_lab=*/true), "");
  policy.set_k(0);
  EXPECT_THAT(refusal_of(policy, true), HasSubstr("k = 0"));
}

TEST(Floors, HalfALabIsNone) {
  v1::Policy clock_only = good();
  clock_only.mutable_lab()->set_window_seconds(60);
  EXPECT_THAT(refusal_of(clock_only, true), HasSubstr("a lab needs its profile and windows"));
  v1::Policy profile_only = good();
  profile_only.set_profile(v1::PROFILE_LAB);
  EXPECT_THAT(refusal_of(profile_only, true), HasSubstr("a lab needs its profile and windows"));
  profile_only.mutable_lab()->set_window_seconds(9);
  EXPECT_THAT(refusal_of(profile_only, true), HasSubstr("of 10 to 86400 seconds"));
}

TEST(Floors, AnUnknownTimeZoneIsRefused) {
  v1::Policy policy = good();
  policy.set_time_zone("Europe/Atlantis");
  EXPECT_THAT(refusal_of(policy), HasSubstr("time zone \"Europe/Atlantis\" is not known"));
}

TEST(Floors, DepartmentsFormATree) {
  v1::Policy circle = good();
  circle.mutable_departments(0)->set_parent(2);  // its own child, listed after it
  EXPECT_THAT(refusal_of(circle), HasSubstr("a parent listed before it"));
  v1::Policy twice = good();
  twice.mutable_departments(1)->set_number(1);
  EXPECT_THAT(refusal_of(twice), HasSubstr("listed twice"));
  v1::Policy zero = good();
  zero.mutable_departments(0)->set_number(0);
  EXPECT_THAT(refusal_of(zero), HasSubstr("a number above 0"));
}

TEST(Floors, CountingHoursAreASpanOfADay) {
  v1::Policy policy = good();
  policy.mutable_counting_hours()->set_first_hour(20);
  policy.mutable_counting_hours()->set_last_hour(6);
  policy.mutable_counting_hours()->set_weekdays(0x1f);
  EXPECT_THAT(refusal_of(policy), HasSubstr("counting hours"));
  policy.mutable_counting_hours()->set_last_hour(24);
  EXPECT_EQ(refusal_of(policy), "");
}

}  // namespace
}  // namespace desirepath::policy
