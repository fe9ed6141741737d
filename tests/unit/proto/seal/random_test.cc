#include "proto/seal/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace desirepath::seal {
namespace {

TEST(Random, SameSeedGivesTheSameInAnyPieces) {
  Random whole(Key{1});
  Random pieces(Key{1});
  std::vector<std::uint8_t> one(200);
  std::vector<std::uint8_t> other(200);
  whole.fill(one);
  const std::span<std::uint8_t> rest(other);
  pieces.fill(rest.first(63));
  pieces.fill(rest.subspan(63, 2));
  pieces.fill(rest.subspan(65));
  EXPECT_EQ(one, other);
  Random another(Key{2});
  another.fill(other);
  EXPECT_NE(one, other);
}

TEST(Random, SystemDoesNotRepeat) {
  Random random;
  EXPECT_NE(random.octets<32>(), random.octets<32>());
}

TEST(Random, UniformHitsEveryValueEvenly) {
  Random random(Key{3});
  std::vector<int> hits(6);
  for (int draw = 0; draw < 60'000; ++draw) ++hits[random.uniform(6)];
  for (const int count : hits) EXPECT_NEAR(count, 10'000, 500);  // 5 standard deviations
  EXPECT_EQ(random.uniform(0), 0U);
  EXPECT_EQ(random.uniform(1), 0U);
}

TEST(Random, ShuffleKeepsTheItemsAndFavoursNoPlace) {
  Random random(Key{4});
  std::vector<int> first_place(8);
  for (int round = 0; round < 8'000; ++round) {
    std::vector<int> items(8);
    std::iota(items.begin(), items.end(), 0);
    random.shuffle(items);
    ++first_place[static_cast<std::size_t>(items.front())];
    std::sort(items.begin(), items.end());
    ASSERT_EQ(items.back(), 7);
  }
  for (const int count : first_place) EXPECT_NEAR(count, 1'000, 150);
}

}  // namespace
}  // namespace desirepath::seal
