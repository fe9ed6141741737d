#include "collector/publish/strict.h"

#include <gtest/gtest.h>

#include <optional>

#include "collector/publish/tool_bands.h"

namespace desirepath::publish {
namespace {

constexpr std::int64_t kK = 10;
constexpr std::int64_t kComplement = 5;

bool safe(Band band, const Nested& known) {
  return every_number_is_safe(band, known, kK, kComplement);
}

Nested four_weeks(std::int64_t best, std::int64_t others) {
  return {{{best, best}, {others, others}, {others, others}, {others, others}}, 0, 1000};
}

TEST(Strict, AHabitOfFourWeeksIsExact) { EXPECT_TRUE(safe({50, 59}, four_weeks(40, 38))); }

TEST(Strict, ABandThatTouchesTheBestWeekStays) {
  EXPECT_FALSE(safe({49, 58}, four_weeks(40, 38)));
  EXPECT_FALSE(safe({40, 49}, four_weeks(40, 38)));
}

TEST(Strict, FewWhoCameTwiceKeepTheBand) {
  // 3 (k - 1) + 1 = 28 visits beyond each device's first are enough for the highest number.
  EXPECT_TRUE(safe({50, 59}, four_weeks(30, 19)));
  EXPECT_FALSE(safe({50, 60}, four_weeks(30, 19)));
}

TEST(Strict, AHiddenWeekMustBeAbleToBeEmpty) {
  const Nested known{{{40, 40}, {40, 40}, {40, 40}, {0, 9}}, 0, 1000};
  EXPECT_TRUE(safe({50, 59}, known));
  EXPECT_FALSE(safe({100, 109}, known));
}

TEST(Strict, WhatIsKnownToLieInsideKeepsItsCandidates) {
  Nested known = four_weeks(40, 38);
  known.least = 50;
  EXPECT_TRUE(safe({50, 59}, known));
  known.least = 51;
  EXPECT_FALSE(safe({50, 59}, known));
}

TEST(Strict, NearlyEverybodyStaysABand) {
  Nested known = four_weeks(40, 38);
  known.most = 64;
  EXPECT_TRUE(safe({50, 59}, known));
  known.most = 63;
  EXPECT_FALSE(safe({50, 59}, known));
}

TEST(Strict, WithoutAnythingShownNothingIs) {
  EXPECT_FALSE(safe({50, 59}, {{{0, 9}, {0, 9}, {0, 9}, {0, 9}}, 0, 1000}));
}

Block period_of(std::int64_t count, std::optional<std::int64_t> most) {
  ToolFigures tool;
  tool.tool = 1;
  tool.total = 40;
  ToolTally tally;
  tally.period = count;
  Earlier earlier;
  for (Earlier::Past& past : earlier.past) past = {true, kK, {{1, 38}}, {}};
  std::vector<Block> blocks;
  period_table(tool, tally, earlier, Floors{}, 7, most, blocks);
  return blocks.at(0);
}

TEST(Strict, APeriodIsNarrowedOnlyWhereThePolicySaysSo) {
  EXPECT_FALSE(period_of(53, std::nullopt).exact());
  EXPECT_TRUE(period_of(53, 1000).exact());
  EXPECT_EQ(53U, period_of(53, 1000).low);
}

TEST(Strict, WhetherABandIsNarrowedIsTheSameForEachNumberInIt) {
  for (std::int64_t count = 40; count < 154; ++count) {
    const Block band = period_of(count, std::nullopt);
    for (std::int64_t other = band.low; other <= std::int64_t{band.high}; ++other) {
      EXPECT_EQ(period_of(count, 1000).exact(), period_of(other, 1000).exact()) << count;
    }
  }
}

}  // namespace
}  // namespace desirepath::publish
