#include "proto/policy/validity.h"

#include <gtest/gtest.h>

namespace desirepath::policy {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kBegins = 1'800'000'000;

absl::Time day(std::int64_t days) { return absl::FromUnixSeconds(kBegins + days * kDay); }

SignedPolicy policy(std::uint32_t number, std::int64_t begins, std::uint32_t k) {
  SignedPolicy made;
  made.policy.number = number;
  made.policy.not_before = begins;
  made.policy.ends = begins + 300 * kDay;
  made.policy.k = k;
  return made;
}

Bundle bundle_of(std::vector<SignedPolicy> policies) {
  Bundle bundle;
  bundle.policies = std::move(policies);
  bundle.policy = bundle.policies.back().policy;
  return bundle;
}

std::uint32_t number_in_force(const Bundle& bundle, const FirstSeen& seen, absl::Time now) {
  const SignedPolicy* holds = policy_in_force(bundle, seen, now);
  return holds == nullptr ? 0 : holds->policy.number;
}

TEST(PolicyInForce, TheFirstOneNeedsNoNotice) {
  const Bundle bundle = bundle_of({policy(1, kBegins, 10)});
  EXPECT_EQ(number_in_force(bundle, {}, day(-1)), 0U);
  EXPECT_EQ(number_in_force(bundle, {}, day(0)), 1U);
}

TEST(PolicyInForce, AWiderOneWaitsSevenDaysFromWhenTheDeviceSawIt) {
  const Bundle bundle = bundle_of({policy(1, kBegins, 10), policy(2, kBegins + 10 * kDay, 5)});
  const FirstSeen seen_late = {{2, kBegins + 8 * kDay}};
  EXPECT_EQ(number_in_force(bundle, seen_late, day(14)), 1U);
  EXPECT_EQ(number_in_force(bundle, seen_late, day(15)), 2U);
  const FirstSeen seen_early = {{2, kBegins + 1 * kDay}};
  EXPECT_EQ(number_in_force(bundle, seen_early, day(9)), 1U) << "it has not begun";
  EXPECT_EQ(number_in_force(bundle, seen_early, day(10)), 2U);
  EXPECT_EQ(number_in_force(bundle, {}, day(100)), 1U) << "nobody said when it was seen";
  EXPECT_EQ(number_in_force(bundle, {{2, 0}}, day(10)), 2U) << "the first one on this device";
}

TEST(PolicyInForce, ANarrowerOneHoldsAtOnce) {
  const Bundle bundle = bundle_of({policy(1, kBegins, 10), policy(2, kBegins + kDay, 20)});
  Bundle same_end = bundle;
  same_end.policies[1].policy.ends = same_end.policies[0].policy.ends;
  EXPECT_EQ(number_in_force(same_end, {}, day(1)), 2U);
}

TEST(PolicyAt, AnAnnouncedPolicyChangesNoEarlierWindow) {
  const Bundle bundle = bundle_of({policy(1, kBegins, 10), policy(2, kBegins + 10 * kDay, 5)});
  EXPECT_EQ(policy_at(bundle, day(9)).policy.k, 10U);
  EXPECT_EQ(policy_at(bundle, day(10)).policy.k, 5U);
  EXPECT_EQ(policy_at(bundle, day(-3)).policy.k, 10U) << "before the first: the first";
  EXPECT_EQ(bundle_at(bundle, day(9)).policy.number, 1U);
}

TEST(Validity, WithoutAPolicyNothingIsLookedAt) {
  EXPECT_EQ(validity(nullptr, {}, day(0), day(0)), Validity::kNone);
  EXPECT_EQ(validity(nullptr, {}, day(1000), day(0)), Validity::kNone);
}

TEST(Validity, EndsAndAfterThirtyDaysErases) {
  const Bundle bundle = bundle_of({policy(1, kBegins, 10)});
  EXPECT_EQ(validity(&bundle, {}, day(-1), day(-1)), Validity::kPending);
  EXPECT_EQ(validity(&bundle, {}, day(299), day(299)), Validity::kValid);
  EXPECT_EQ(validity(&bundle, {}, day(300), day(299)), Validity::kExpired);
  EXPECT_EQ(validity(&bundle, {}, day(330), day(299)), Validity::kExpired);
  EXPECT_EQ(validity(&bundle, {}, day(331), day(299)), Validity::kErase);
}

TEST(Validity, AWithdrawalStopsAtOnceAndErasesAfterThirtyDays) {
  Bundle bundle = bundle_of({policy(1, kBegins, 10)});
  bundle.withdrawn = true;
  EXPECT_EQ(validity(&bundle, {}, day(50), day(49)), Validity::kWithdrawn);
  EXPECT_EQ(validity(&bundle, {}, day(79), day(49)), Validity::kWithdrawn);
  EXPECT_EQ(validity(&bundle, {}, day(80), day(49)), Validity::kErase);
}

TEST(Validity, ToRetireErasesAtOnce) {
  Bundle bundle = bundle_of({policy(1, kBegins, 10)});
  bundle.retired = true;
  EXPECT_EQ(validity(&bundle, {}, day(1), day(1)), Validity::kErase);
}

}  // namespace
}  // namespace desirepath::policy
