#include "agent/facts/displacement.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/facts/past.h"

namespace desirepath::facts {
namespace {

constexpr std::uint32_t kOffered = 11;
constexpr std::uint32_t kOther = 12;

Past past_of(const std::vector<int>& offered_ago, const std::vector<int>& other_ago,
             int windows_old = 20) {
  Past past(windows_old);
  past.offers(kOffered);
  for (const int ago : offered_ago) past.owner(kOffered, ago);
  for (const int ago : other_ago) past.owner(kOther, ago);
  return past;
}

TEST(Displacement, JudgesByTheWindowsOfEitherSide) {
  const struct {
    std::vector<int> offered;
    std::vector<int> other;
    int value;
    const char* why;
  } cases[] = {
      {{0}, {}, 0, "only what is offered"},
      {{0}, {0}, 1, "both"},
      {{0, 5, 6}, {0, 5}, 1, "both, long since"},
      {{}, {0}, 2, "never what is offered"},
      {{5}, {0}, 3, "left in W-5"},
      {{8}, {0}, 3, "left in W-8"},
      {{12}, {0}, 3, "left longer ago, and stays left"},
      {{5, 3}, {0}, 1, "was there since: not left"},
      {{4}, {0}, 1, "W-4 is not long enough ago"},
      {{1}, {0}, 1, "last week"},
      {{0}, {6}, 4, "came from something else"},
      {{0}, {6, 2}, 0, "something else since: not come over"},
      {{0}, {9}, 0, "something else too long ago"},
      {{0}, {4}, 0, "W-4 is not long enough ago"},
      {{7}, {}, 5, "stopped"},
      {{7, 2}, {}, -1, "a break, not an end"},
      {{9}, {}, -1, "stopped too long ago"},
      {{}, {5}, 6, "stopped something else"},
      {{5}, {5}, 5, "stopped both: told once"},
      {{}, {1}, -1, "nothing this week"},
      {{}, {}, -1, "nothing at all"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(past_of(each.offered, each.other).value(displacement, 1), each.value) << each.why;
  }
}

TEST(Displacement, NeverTakesEightWindows) {
  EXPECT_EQ(past_of({}, {0}, 7).value(displacement, 1), 8);
  EXPECT_EQ(past_of({}, {0}, 8).value(displacement, 1), 2);
}

TEST(Displacement, LoginHostAloneIsHardToGetInto) {
  EXPECT_EQ(past_of({}, {0}).login(kOffered, 0).value(displacement, 1), 7);
  EXPECT_EQ(past_of({}, {0}).login(kOffered, 8).value(displacement, 1), 7);
  EXPECT_EQ(past_of({}, {0}).login(kOffered, 9).value(displacement, 1), 2);
  EXPECT_EQ(past_of({}, {0}, 3).login(kOffered, 0).value(displacement, 1),
            7);  // also in a young diary
  EXPECT_EQ(past_of({6}, {0}).login(kOffered, 0).value(displacement, 1), 3);  // who used it got in
}

TEST(Displacement, NeedWithoutAnOfferKnowsThreeAnswers) {
  Past past;
  past.owner(kOther, 0);
  EXPECT_EQ(past.value(displacement, 1), 2);
  Past young(3);
  young.owner(kOther, 0);
  EXPECT_EQ(young.value(displacement, 1), 8);
  Past stopped;
  stopped.owner(kOther, 6);
  EXPECT_EQ(stopped.value(displacement, 1), 6);
}

TEST(Displacement, OfferIsWhatStandsForThisDepartmentInThisWindow) {
  using policy::Standing;
  const struct {
    Standing standing;
    std::vector<std::uint32_t> departments;
    std::uint32_t effective;
    int value;
  } cases[] = {
      {Standing::kSanctioned, {}, kWindow, 0},
      {Standing::kPiloting, {}, 0, 0},
      {Standing::kTolerated, {}, 0, 2},
      {Standing::kRestricted, {}, 0, 2},
      {Standing::kSanctioned, {1}, 0, 0},
      {Standing::kSanctioned, {5}, 0, 2},
      {Standing::kSanctioned, {}, kWindow + 1, 2},
  };
  for (const auto& each : cases) {
    Past past;
    past.owner(kOffered, 0).offers(kOffered, each.standing, each.departments, each.effective);
    EXPECT_EQ(past.value(displacement, 1), each.value)
        << static_cast<int>(each.standing) << " " << each.effective;
  }
  Past withdrawn;
  withdrawn.owner(kOffered, 0).offers(kOffered, Standing::kSanctioned, {}, 10);
  withdrawn.offers(kOffered, Standing::kBlocked, {}, 20);
  EXPECT_EQ(withdrawn.value(displacement, 1), 2);
}

TEST(Displacement, GuestsDoNotMoveAnybody) {
  Past past;
  past.offers(kOffered).owner(kOffered, 0).guest(kOther, 0, 2);
  EXPECT_EQ(past.value(displacement, 1), 0);
}

TEST(Displacement, OneFactANeed) {
  Past past;
  past.offers(kOffered).owner(kOffered, 0).owner(kOther, 0).owner(13, 0).owner(21, 0);
  Facts facts;
  displacement(past.inputs(), facts);
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].value, 1U);
  EXPECT_EQ(facts[1].value, 2U);
}

}  // namespace
}  // namespace desirepath::facts
