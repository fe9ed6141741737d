#include "agent/facts/facts.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

Past busy(int windows_old = 20) {
  Past past(windows_old);
  past.offers(11).owner(11, 0, 4).owner(12, 0).guest(21, 0);
  past.diary_.notes = {
      {.day = Past::first_day(0), .flows = 10, .named_flows = 9, .accounts = {1000}}};
  return past;
}

std::set<int> kinds(const Facts& facts) {
  std::set<int> kinds;
  for (const Fact& fact : facts) kinds.insert(fact.kind);
  return kinds;
}

TEST(Facts, BearTheWindowThePolicyAndTheDepartment) {
  Past past = busy();
  past.department_ = 2;  // six devices: told as its parent
  const Facts facts = make_facts(past.inputs());
  EXPECT_EQ(kinds(facts), (std::set<int>{1, 2, 3, 5, 6, 7, 11}));
  for (const Fact& fact : facts) {
    EXPECT_EQ(fact.window, kWindow);
    EXPECT_EQ(fact.policy_number, 7U);
    EXPECT_EQ(fact.department, 1U);
    EXPECT_EQ(fact.nonce, Nonce{});
  }
}

TEST(Facts, OnlyKindsOfThePolicyAreMade) {
  Past past = busy();
  past.policy_.kinds = {2, 4, 9, 14, 99};
  EXPECT_EQ(kinds(make_facts(past.inputs())), std::set<int>{2});
  past.policy_.kinds = {};
  EXPECT_TRUE(make_facts(past.inputs()).empty());
}

TEST(Facts, NoneOfAWindowThatWasNotSeenFromItsFirstDay) {
  Past past = busy(1);
  EXPECT_FALSE(make_facts(past.inputs()).empty());
  past.diary_.began_day += 1;
  EXPECT_TRUE(make_facts(past.inputs()).empty());
  past.diary_.began_day = -1;
  EXPECT_TRUE(make_facts(past.inputs()).empty());
}

TEST(Facts, NoneOfAWindowInWhichTheAgentNeverRan) {
  Past past = busy();
  past.diary_.present = {};
  past.diary_.present.set(Past::first_day(0) - 1);
  past.diary_.present.set(Past::first_day(0) + 7);
  EXPECT_TRUE(make_facts(past.inputs()).empty());
}

TEST(Facts, SharedMachineTellsNothingAboutAnybody) {
  Past past = busy();
  past.diary_.shared_machine = true;
  EXPECT_EQ(kinds(make_facts(past.inputs())), (std::set<int>{1, 11}));
  past = busy();
  past.diary_.notes.push_back({.day = Past::first_day(0) + 2, .accounts = {1001}});
  EXPECT_EQ(kinds(make_facts(past.inputs())), (std::set<int>{1, 11}));
  past = busy();
  past.diary_.notes.push_back({.day = Past::first_day(1), .accounts = {1001}});  // another window
  EXPECT_EQ(kinds(make_facts(past.inputs())), (std::set<int>{1, 2, 3, 5, 6, 7, 11}));
}

// Swapping two people of a department swaps nothing that can be seen: the facts are functions of
// the inputs alone.
TEST(Facts, EqualInputsMakeEqualFacts) {
  EXPECT_EQ(make_facts(busy().inputs()), make_facts(busy().inputs()));
}

TEST(Facts, FourWeekWindowsAskForTwentyEightDays) {
  Past past(28);
  past.owner(11, 0, 7);
  Inputs inputs = past.inputs();
  inputs.days_per_window = 28;
  inputs.window = kWindow / 4;  // 2959 / 4 = 739: weeks 2956 to 2959
  past.policy_.profile = policy::Profile::kSmall;
  const Facts facts = make_facts(inputs);
  EXPECT_EQ(kinds(facts), (std::set<int>{1, 2, 5, 6, 7}));
}

}  // namespace
}  // namespace desirepath::facts
