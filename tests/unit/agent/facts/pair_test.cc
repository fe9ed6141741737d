#include "agent/facts/pair.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

TEST(Pair, IsToldOfListedPairsThatWereBothUsed) {
  Past past;
  past.pairs_ = {{21, 11}, {11, 12}, {11, 11}};
  past.owner(11, 0, 3).owner(21, 0, 2).guest(12, 0).owner(22, 0);
  Facts facts;
  pair(past.inputs(), facts);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].a, 21U);  // in the order of the list
  EXPECT_EQ(facts[0].b, 11U);
  EXPECT_EQ(facts[0].value, 0U);
}

TEST(PairFlow, TellsJointDaysBouncesAndShape) {
  const struct {
    int days;
    std::uint32_t bounces;
    std::uint8_t up;
    std::uint8_t down;
    PairFlow parts;
  } cases[] = {
      {1, 1, 0, 0, {0, 0, 0}}, {2, 2, 3, 3, {1, 0, 1}},  {3, 3, 1, 2, {1, 1, 2}},
      {4, 9, 2, 1, {2, 1, 2}}, {7, 10, 3, 0, {2, 2, 1}}, {1, 50, 1, 1, {0, 2, 0}},
  };
  for (const auto& each : cases) {
    Past past;
    past.pairs_ = {{21, 11}};
    for (int day = 0; day < each.days; ++day) {
      past.diary_.pairs.push_back(
          {Past::first_day(0) + day, 11, 21, each.bounces, each.up, each.down});
    }
    past.diary_.pairs.push_back({Past::first_day(1), 11, 21, 99, 3, 3});  // another window
    const int value = past.value(pair_flow, 21);
    ASSERT_GE(value, 0);
    ASSERT_LT(value, static_cast<int>(kPairFlowValues));
    const PairFlow parts = pair_flow_parts(static_cast<std::uint32_t>(value));
    EXPECT_EQ(parts.joint_days, each.parts.joint_days) << each.days;
    EXPECT_EQ(parts.bounces, each.parts.bounces) << each.bounces;
    EXPECT_EQ(parts.shape, each.parts.shape) << int{each.up} << "/" << int{each.down};
  }
}

TEST(PairFlow, PairsThatAreNotListedAreNotTold) {
  Past past;
  past.diary_.pairs = {{Past::first_day(0), 11, 21, 5, 3, 0}};
  EXPECT_EQ(past.value(pair_flow, 11), -1);
}

}  // namespace
}  // namespace desirepath::facts
