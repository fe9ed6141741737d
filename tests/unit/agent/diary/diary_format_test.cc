#include "agent/diary/diary_format.h"

#include <gtest/gtest.h>

namespace desirepath::diary {
namespace {

StoredDiary some_diary() {
  StoredDiary diary;
  Snapshot& snapshot = diary.snapshot;
  snapshot.began_day = 20'000;
  snapshot.today = 20'699;
  snapshot.present.set(20'650);
  snapshot.present.set(20'699);
  ToolDays tool;
  tool.tool = 311;
  tool.owner.set(20'698);
  tool.guest.set(20'600);
  tool.login.set(20'610);
  tool.first_owner_day = 20'100;
  snapshot.tools = {tool, {.tool = 4'000'000'000, .first_owner_day = -1}};
  snapshot.notes = {{.day = 20'699, .flows = 100, .named_flows = 90, .accounts = {1000, 1001}}};
  snapshot.pairs = {{.day = 20'699, .first = 1, .second = 2, .bounces = 9, .up = 3, .down = 1}};
  snapshot.uploads = {{20'699, 311, 5'000'000'000}};
  diary.open_days[{20'699, 311}] = {
      .product_slots = 3, .whole_site_slots = 1, .guest_slots = 2, .login = true};
  return diary;
}

TEST(DiaryFormat, ReadsBackWhatItWrote) {
  const StoredDiary diary = some_diary();
  const StoredDiary back = *decode(encode(diary));
  EXPECT_EQ(back.snapshot.began_day, diary.snapshot.began_day);
  EXPECT_EQ(back.snapshot.today, diary.snapshot.today);
  EXPECT_EQ(back.snapshot.present, diary.snapshot.present);
  EXPECT_EQ(back.snapshot.tools, diary.snapshot.tools);
  EXPECT_EQ(back.snapshot.notes, diary.snapshot.notes);
  EXPECT_EQ(back.snapshot.pairs, diary.snapshot.pairs);
  EXPECT_EQ(back.snapshot.uploads, diary.snapshot.uploads);
  EXPECT_EQ(back.open_days, diary.open_days);
}

TEST(DiaryFormat, EveryPrefixShortOfTheContentIsRefused) {
  const std::string octets = encode(some_diary());
  const std::size_t content = octets.find_last_not_of('\0') + 1;
  for (std::size_t length = 0; length < content; ++length) {
    const std::string prefix = octets.substr(0, length);
    ASSERT_FALSE(decode(prefix).ok()) << length;
  }
}

TEST(DiaryFormat, AnotherVersionIsRefused) {
  std::string octets = encode(some_diary());
  octets[0] = 2;
  EXPECT_TRUE(absl::IsDataLoss(decode(octets).status()));
}

}  // namespace
}  // namespace desirepath::diary
