#include "agent/facts/retention.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

TEST(Retention, TellsAgeInBucketsAndTheWindowBefore) {
  const struct {
    int first_ago;
    bool before;
    int value;
  } cases[] = {
      {0, false, 0}, {1, true, 3},   {2, false, 2}, {2, true, 3},   {3, false, 2}, {4, false, 4},
      {4, true, 5},  {11, false, 4}, {11, true, 5}, {12, false, 6}, {12, true, 7}, {17, true, 7},
  };
  for (const auto& each : cases) {
    Past past;
    past.owner(11, each.first_ago).owner(11, 0);
    if (each.before) past.owner(11, 1);
    EXPECT_EQ(past.value(retention, 11), each.value)
        << each.first_ago << " windows ago, " << each.before;
  }
}

TEST(Retention, AgeOutlivesTheBitmap) {
  Past past;
  past.owner(11, 0);
  past.diary_.tools[0].first_owner_day = Past::first_day(60);
  EXPECT_EQ(past.value(retention, 11), 6);
}

TEST(Retention, IsAskedOfOwnersOnly) {
  Past past;
  past.guest(11, 0, 2).owner(12, 1);
  EXPECT_EQ(past.value(retention, 11), -1);
  EXPECT_EQ(past.value(retention, 12), -1);
  past.guest(13, 0, 3);
  EXPECT_EQ(past.value(retention, 13), 0);
  past.guest(14, 1, 2).owner(14, 0);
  EXPECT_EQ(past.value(retention, 14), 0);  // a guest before is not a user before
}

}  // namespace
}  // namespace desirepath::facts
