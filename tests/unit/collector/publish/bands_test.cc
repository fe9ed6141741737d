#include "collector/publish/bands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace desirepath::publish {
namespace {

using ::testing::ElementsAre;

TEST(BandWithin, StepsFromTheLowEnd) {
  EXPECT_EQ((Band{28, 37}), band_within({28, 100}, 28, 10));
  EXPECT_EQ((Band{28, 37}), band_within({28, 100}, 37, 10));
  EXPECT_EQ((Band{38, 47}), band_within({28, 100}, 38, 10));
}

// Were the last step as narrow as what is left, 50 would mean "50 or 51".
TEST(BandWithin, TheLastStepTakesTheRest) {
  EXPECT_EQ((Band{40, 51}), band_within({30, 51}, 50, 10));
}

TEST(BandWithin, TheFirstStepMayBeWider) {
  EXPECT_EQ((Band{30, 49}), band_within({30, 80}, 44, 10, 20));
  EXPECT_EQ((Band{50, 59}), band_within({30, 80}, 50, 10, 20));
  EXPECT_EQ((Band{70, 80}), band_within({30, 80}, 80, 10, 20));
  EXPECT_EQ((Band{30, 55}), band_within({30, 55}, 55, 10, 20));
  EXPECT_EQ((Band{30, 44}), band_within({30, 44}, 40, 10, 20));
}

TEST(BandWithin, ARangeOfFewerThanKIsNoBand) {
  EXPECT_EQ(std::nullopt, band_within({30, 38}, 33, 10));
  EXPECT_EQ((Band{30, 39}), band_within({30, 39}, 33, 10));
}

TEST(BandWithin, WhatLiesOutsideCountsAsTheNearestEnd) {
  EXPECT_EQ((Band{30, 39}), band_within({30, 60}, 12, 10));
  EXPECT_EQ((Band{50, 60}), band_within({30, 60}, 99, 10));
}

TEST(JointBands, WithoutTiesEachCountHasItsBand) {
  const auto bands = joint_bands({{0, 14}, {0, 3}}, {}, 10);
  ASSERT_TRUE(bands);
  EXPECT_THAT(bands->shown, ElementsAre(Band{10, 19}, Band{0, 9}));
}

// new = 15 and young = 16 of 33 owners: alone, [10, 19] and [10, 19] leave both 14 candidates or
// more; of 31 owners, [20, 29] and [10, 19] would leave young only 10 or 11.
TEST(JointBands, ACutCellIsPublishedAsItsNeighbour) {
  const std::vector<Tie> ties = {{{0, 1}, 0, 31}};
  const auto bands = joint_bands({{0, 20}, {0, 11}}, ties, 10);
  ASSERT_TRUE(bands);
  EXPECT_THAT(bands->cells, ElementsAre(Band{10, 19}, Band{10, 19}));
  EXPECT_THAT(bands->shown, ElementsAre(Band{10, 21}, Band{10, 19}));
}

// 25 owners for certain, perhaps 40: what is counted beyond 25 is shown at the edge.
TEST(JointBands, SlackIsShownAtTheEdge) {
  const auto bands = joint_bands({{0, 12}, {0, 24}}, {{{0, 1}, 0, 25, 15}}, 10);
  ASSERT_TRUE(bands);
  EXPECT_LE(bands->shown[0].low, 12);
  EXPECT_GE(bands->shown[0].high, 12);
  EXPECT_LE(bands->shown[1].low, 24);
  EXPECT_GE(bands->shown[1].high, 24);
}

// Every state of a small world: the band holds it, and behind each output stand k values of each
// count.
TEST(JointBands, KeepKCandidatesOfEachCountForWhoeverRunsThem) {
  constexpr std::int64_t k = 3;
  for (std::int64_t sum = 0; sum <= 16; ++sum) {
    for (std::int64_t least = 0; least <= sum; least += 4) {
      std::map<std::vector<std::int64_t>, std::vector<std::map<std::int64_t, int>>> worlds;
      for (std::int64_t x = 0; x <= sum; ++x) {
        for (std::int64_t y = 0; y + x <= sum; ++y) {
          for (std::int64_t z = std::max<std::int64_t>(0, least - x - y); x + y + z <= sum; ++z) {
            const std::vector<Count> counts = {{0, x}, {0, y}, {0, z}};
            const auto bands = joint_bands(counts, {{{0, 1, 2}, least, sum}}, k);
            std::vector<std::int64_t> seen;
            for (std::size_t i = 0; bands && i < 3; ++i) {
              EXPECT_LE(bands->shown[i].low, counts[i].value);
              EXPECT_GE(bands->shown[i].high, counts[i].value);
              seen.push_back(bands->cells[i].low);
            }
            auto& candidates = worlds[seen];
            candidates.resize(3);
            for (std::size_t i = 0; i < 3; ++i) ++candidates[i][counts[i].value];
          }
        }
      }
      for (const auto& [seen, candidates] : worlds) {
        if (seen.empty()) {
          EXPECT_EQ(1U, worlds.size()) << "withheld by the counts, not by the ties";
          continue;
        }
        for (const auto& each : candidates) EXPECT_GE(each.size(), std::size_t{k}) << sum;
      }
    }
  }
}

}  // namespace
}  // namespace desirepath::publish
