#include "collector/needs/interval.h"

#include <gtest/gtest.h>

namespace desirepath::needs {
namespace {

TEST(ShareOf, TakesTheEndsThatAreFurthestApart) {
  const Share share = share_of({30, 39}, {100, 109});
  EXPECT_DOUBLE_EQ(30.0 / 109, share.low);
  EXPECT_DOUBLE_EQ(0.39, share.high);
}

TEST(ShareOf, IsAtMostAll) { EXPECT_DOUBLE_EQ(1, share_of({90, 99}, {90, 99}).high); }

TEST(ShareOf, OfAnUnknownWholeMayBeAnything) { EXPECT_EQ((Share{0, 1}), share_of({0, 9}, {0, 0})); }

TEST(ShareBeside, TakesTheOtherEndOfTheRest) {
  const Share share = share_beside({30, 39}, {0, 9});
  EXPECT_DOUBLE_EQ(30.0 / 39, share.low);
  EXPECT_DOUBLE_EQ(1, share.high);
}

TEST(Ratio, IsCappedWhereTheBaseMayBeNone) {
  EXPECT_DOUBLE_EQ(2, ratio({10, 19}, {0, 9}, 2).high);
  EXPECT_DOUBLE_EQ(10.0 / 9, ratio({10, 19}, {0, 9}, 2).low);
  EXPECT_DOUBLE_EQ(0.5, ratio({10, 10}, {20, 20}, 2).low);
}

}  // namespace
}  // namespace desirepath::needs
