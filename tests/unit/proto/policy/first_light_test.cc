#include "proto/policy/first_light.h"

#include <gmock/gmock.h>

#include "proto/policy/validity.h"
#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;

constexpr std::uint32_t kWindow = 2957;
constexpr std::int32_t kMonday = static_cast<std::int32_t>(kWindow) * 7;

Policy weekly() {
  Policy policy;
  policy.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_FIRST_LIGHT};
  policy.counting_hours = {6, 20, 0x1f};
  return policy;
}

class FirstLightDocument : public ::testing::Test {
 protected:
  FirstLightDocument() {
    v1::Policy draft = bundle_.draft();
    draft.add_kinds()->set_kind(v1::FACT_KIND_FIRST_LIGHT);
    bundle_.publish(draft).key(kWindow, 1);
  }

  void announce(std::uint32_t window, FirstLight light) {
    SealingKey entry{.window = window, .key = {}, .catalog_revision = 0};
    append_key(bundle_.message, entry, bundle_.collector, light);
  }

  SignedBundle bundle_;
};

TEST(FirstLightFloors, BeginsOnTuesdayOrWednesdayAndEndsOnSunday) {
  const bool allowed[] = {false, true, true, false, false, false, false};
  for (std::int32_t day = 0; day < 7; ++day) {
    const FirstLight light{kWindow, kMonday + day};
    EXPECT_EQ(fault_of(light, weekly()).empty(), allowed[day]) << day << fault_of(light, weekly());
    EXPECT_EQ(last_day(light), kMonday + 6);
    EXPECT_EQ(days_of(light), 7 - day);
  }
}

TEST(FirstLightFloors, CountsOnlyWorkingDaysThatThePolicyCounts) {
  Policy policy = weekly();
  policy.counting_hours.weekdays = 0x0f;  // Monday to Thursday
  EXPECT_THAT(fault_of({kWindow, kMonday + 2}, policy), HasSubstr("2 working days"));
  EXPECT_EQ(fault_of({kWindow, kMonday + 1}, policy), "");
  policy.counting_hours.weekdays = 0x7f;  // a weekend is no working time for all that
  EXPECT_THAT(fault_of({kWindow, kMonday + 3}, policy), HasSubstr("2 working days"));
}

TEST(FirstLightFloors, AMondayWithinFourWeeksIsNoWholeWindow) {
  Policy policy = weekly();
  policy.profile = Profile::kSmall;
  const std::uint32_t window = kWindow / 4;
  const auto first = static_cast<std::int32_t>(window) * 28;
  EXPECT_THAT(fault_of({window, first}, policy), HasSubstr("whole window"));
  EXPECT_EQ(fault_of({window, first + 7}, policy), "");
  EXPECT_EQ(fault_of({window, first + 23}, policy), "");
  EXPECT_THAT(fault_of({window, first + 29}, policy), HasSubstr("the window it names"));
}

TEST(FirstLightFloors, NeverWithoutItsKindNorOverDays) {
  Policy policy = weekly();
  policy.kinds = {v1::FACT_KIND_HEARTBEAT, v1::FACT_KIND_NEED_WEEK};
  EXPECT_THAT(fault_of({kWindow, kMonday + 1}, policy), HasSubstr("not asked"));
  policy = weekly();
  policy.profile = Profile::kDaily;
  EXPECT_THAT(fault_of({kWindow, kMonday + 1}, policy), HasSubstr("not asked"));
}

TEST_F(FirstLightDocument, IsReadFromTheKeyLogIntoEveryPolicyOfTheGrid) {
  const FirstLight light{kWindow, kMonday + 1};
  announce(kWindow + 1, light);
  bundle_.publish(bundle_.draft());  // one that does not ask it any more
  const absl::StatusOr<Bundle> bundle = bundle_.verify();
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_EQ(bundle->first_light, light);
  EXPECT_EQ(bundle->policies[0].policy.first_light, light);
  EXPECT_EQ(bundle->policy.first_light, light);
  EXPECT_EQ(bundle->keys.size(), 2U);
}

TEST_F(FirstLightDocument, ThereIsOneInAChainsLife) {
  announce(kWindow + 1, {kWindow, kMonday + 1});
  announce(kWindow + 2, {kWindow + 1, kMonday + 8});
  EXPECT_THAT(bundle_.refusal(), HasSubstr("a second first light"));
}

TEST_F(FirstLightDocument, ADeviceRefusesAnotherThanTheOneItHolds) {
  SignedBundle other = bundle_;
  announce(kWindow + 1, {kWindow, kMonday + 1});
  const absl::StatusOr<Bundle> held = bundle_.verify();
  ASSERT_TRUE(held.ok());
  append_key(other.message, {kWindow + 1, {}, 0}, other.collector,
             FirstLight{kWindow, kMonday + 2});
  EXPECT_THAT(other.refusal(&*held), HasSubstr("does not hold the key"));
}

TEST_F(FirstLightDocument, OneThatNoPolicyAllowsIsRefused) {
  announce(kWindow + 1, {kWindow, kMonday + 4});
  EXPECT_THAT(bundle_.refusal(), HasSubstr("has 1 working days"));
}

TEST_F(FirstLightDocument, TheCollectorSignsIt) {
  SealingKey entry{.window = kWindow + 1, .key = {}, .catalog_revision = 0};
  append_key(bundle_.message, entry, bundle_.curation, FirstLight{kWindow, kMonday + 1});
  EXPECT_THAT(bundle_.refusal(), HasSubstr("not signed by the collector"));
}

TEST_F(FirstLightDocument, ItsKindWidensAPolicyAndNeedsTheSevenDays) {
  SignedBundle without;
  without.publish(without.draft());
  v1::Policy wider = without.draft();
  wider.add_kinds()->set_kind(v1::FACT_KIND_FIRST_LIGHT);
  without.publish(wider);
  const absl::StatusOr<Bundle> bundle = without.verify();
  ASSERT_TRUE(bundle.ok());
  const absl::Time seen = without.now();
  const FirstSeen first_seen{{1, 0}, {2, absl::ToUnixSeconds(seen)}};
  EXPECT_EQ(policy_in_force(*bundle, first_seen, seen)->policy.number, 1U);
  EXPECT_EQ(policy_in_force(*bundle, first_seen, seen + absl::Hours(7 * 24))->policy.number, 2U);
}

// The first policy needs no notice on a device that had none, whatever it asks.
TEST_F(FirstLightDocument, TheFirstPolicyHoldsAtOnceOnAFreshDevice) {
  const absl::StatusOr<Bundle> bundle = bundle_.verify();
  ASSERT_TRUE(bundle.ok());
  const SignedPolicy* holds = policy_in_force(*bundle, {{1, 0}}, bundle_.now());
  ASSERT_NE(holds, nullptr);
  EXPECT_TRUE(allows_first_light(holds->policy));
}

}  // namespace
}  // namespace desirepath::policy
