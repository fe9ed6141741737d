#include "agent/diary/day_bitmap.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>

namespace desirepath::diary {
namespace {

TEST(DayBitmap, RemembersDaysFor128Days) {
  DayBitmap bitmap;
  bitmap.set(1000);
  bitmap.set(1003);
  EXPECT_TRUE(bitmap.has(1000));
  EXPECT_FALSE(bitmap.has(1001));
  bitmap.set(1127);
  EXPECT_TRUE(bitmap.has(1000));  // 127 days before
  bitmap.set(1128);
  EXPECT_FALSE(bitmap.has(1000));
  EXPECT_TRUE(bitmap.has(1003));
}

TEST(DayBitmap, EarlierDaysCanBeSetLate) {
  DayBitmap bitmap;
  bitmap.set(1000);
  bitmap.set(990);
  bitmap.set(872);  // too old: forgotten at once
  EXPECT_TRUE(bitmap.has(990));
  EXPECT_EQ(bitmap.count({0, 2000}), 2);
}

// Against a set of numbers, over random days, spans and jumps.
TEST(DayBitmap, CountsAsASetOfDaysWould) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    DayBitmap bitmap;
    std::set<int> model;
    int day = 5000;
    for (int step = 0; step < 60; ++step) {
      day += static_cast<int>(random() % 9) - 2;
      if (random() % 40 == 0) day += 150;
      bitmap.set(day);
      model.insert(day);
      const int newest = *model.rbegin();
      while (*model.begin() <= newest - 128) model.erase(model.begin());
      const int first = newest - static_cast<int>(random() % 140);
      const int last = first + static_cast<int>(random() % 80) - 5;
      int expected = 0;
      for (const int each : model) expected += each >= first && each <= last ? 1 : 0;
      ASSERT_EQ(bitmap.count({first, last}), expected) << first << " to " << last;
      if (random() % 10 == 0) {
        bitmap.forget_before(first);
        std::erase_if(model, [first](int each) { return each < first; });
        ASSERT_EQ(bitmap.empty(), model.empty());
        if (model.empty()) break;
      }
    }
  }
}

TEST(DayBitmap, DaysOfABrokenClockDoNoHarm) {
  DayBitmap bitmap;
  bitmap.set(std::numeric_limits<std::int32_t>::min());
  bitmap.set(std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ(bitmap.count({std::numeric_limits<std::int32_t>::min(),
                          std::numeric_limits<std::int32_t>::max()}),
            1);
  EXPECT_EQ(bitmap.count({5, 4}), 0);
}

}  // namespace
}  // namespace desirepath::diary
