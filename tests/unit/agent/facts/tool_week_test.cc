#include "agent/facts/tool_week.h"

#include <gtest/gtest.h>

#include "agent/facts/need_week.h"
#include "agent/facts/tool_period.h"
#include "agent/facts/use.h"
#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

TEST(ToolWeek, BucketsDaysAndTellsGuests) {
  const struct {
    int owner_days;
    int guest_days;
    int value;
  } cases[] = {
      {1, 0, 1},  {2, 0, 2}, {3, 0, 2}, {4, 0, 3}, {7, 0, 3}, {0, 1, 4}, {0, 2, 4},  // a guest
      {0, 3, 2},  {0, 5, 3},  // who looks in that often works with it
      {1, 7, 1},              // owner days decide where there are any
      {0, 0, -1},
  };
  for (const auto& each : cases) {
    Past past;
    past.owner(11, 0, each.owner_days).guest(11, 0, each.guest_days);
    EXPECT_EQ(past.value(tool_week, 11), each.value)
        << each.owner_days << " and " << each.guest_days;
  }
}

TEST(Use, AWindowOfFourWeeksMakesNoOwnerOfWhoLooksInOnceAWeek) {
  constexpr std::int32_t kFirst = 20160;
  diary::ToolDays tool;
  for (const int day : {0, 7, 14, 21}) tool.guest.set(kFirst + day);
  EXPECT_EQ(use_of(tool, {kFirst, kFirst + 27}).use, Use::kGuest);
  tool.guest.set(kFirst + 22);
  tool.guest.set(kFirst + 24);
  EXPECT_EQ(use_of(tool, {kFirst, kFirst + 27}).use, Use::kOwner);
}

TEST(ToolWeek, KnowsOnlyTheClosingWindow) {
  Past past;
  past.owner(11, 1, 7).owner(12, -1, 7).login(13, 0);
  for (const std::uint32_t tool : {11U, 12U, 13U}) EXPECT_EQ(past.value(tool_week, tool), -1);
}

TEST(ToolPeriod, CountsWindowsOfUseAtTheEndOfFour) {
  const struct {
    std::vector<int> ago;
    int value;
  } cases[] = {{{0}, 1},          {{3}, 1},  {{0, 1}, 2}, {{0, 2, 3}, 2},
               {{0, 1, 2, 3}, 3}, {{4}, -1}, {{}, -1}};
  for (const auto& each : cases) {
    Past past;
    for (const int ago : each.ago) past.owner(11, ago);
    EXPECT_EQ(past.value(tool_period, 11), each.value);
  }
  Past guests;
  guests.guest(11, 0).guest(11, 1);
  EXPECT_EQ(guests.value(tool_period, 11), 2);  // it contains the week's total, in which guests are
}

TEST(ToolPeriod, NeedsFourWholeWindowsAndAPeriodsEnd) {
  Past young(3);
  young.owner(11, 0);
  EXPECT_EQ(young.value(tool_period, 11), -1);
  Past past;
  past.owner(11, 0).owner(11, 1);
  for (std::uint32_t window = kWindow - 3; window < kWindow; ++window) {
    Inputs inputs = past.inputs();
    inputs.window = window;
    Facts facts;
    tool_period(inputs, facts);
    EXPECT_TRUE(facts.empty()) << window;
  }
  past.policy_.profile = policy::Profile::kSmall;
  EXPECT_EQ(past.value(tool_period, 11), -1);
}

TEST(NeedWeek, CountsToolsOfTheNeedUpToThree) {
  Past past;
  past.owner(11, 0).guest(12, 0).owner(21, 0).login(22, 0).owner(23, 1).owner(77, 0);
  EXPECT_EQ(past.value(need_week, 1), 2);
  EXPECT_EQ(past.value(need_week, 2), 1);
  EXPECT_EQ(past.value(need_week, 0), -1);  // a tool the catalog does not know
  past.owner(13, 0).owner(14, 0);
  EXPECT_EQ(past.value(need_week, 1), 3);
}

}  // namespace
}  // namespace desirepath::facts
