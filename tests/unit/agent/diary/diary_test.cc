#include "agent/diary/diary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/folder.h"

namespace desirepath::diary {
namespace {

using match::Contact;
using match::Role;

constexpr std::uint32_t kMiro = 311;
constexpr std::int32_t kMonday = 20699;  // 2026-09-07

class DiaryTest : public ::testing::Test {
 protected:
  support::Folder folder_;
  store::Database database_ =
      *store::Database::open(folder_ / "state.db", seal::Key{1}, {.durable = false});
  Diary diary_ = *Diary::open(database_);

  void restart() { diary_ = *Diary::open(database_); }

  static Contact typing(std::int32_t day, std::uint32_t slot, std::uint32_t tool = kMiro) {
    return {.tool = tool,
            .role = Role::kApp,
            .day = day,
            .slot = slot,
            .bytes_up = 20'000,
            .bytes_down = 50'000};
  }
  static Contact contact(Role role, std::int32_t day, std::uint32_t slot) {
    return {.tool = kMiro,
            .role = role,
            .day = day,
            .slot = slot,
            .bytes_up = 5'000,
            .bytes_down = 500'000};
  }
  ToolDays tool(std::uint32_t number = kMiro) const {
    for (const ToolDays& each : diary_.snapshot().tools) {
      if (each.tool == number) return each;
    }
    return {};
  }
};

TEST_F(DiaryTest, TwoWorkedSlotsMakeADayOfUse) {
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 100));
  EXPECT_FALSE(tool().owner.has(kMonday));
  diary_.record(typing(kMonday, 101));
  EXPECT_TRUE(tool().owner.has(kMonday));
  EXPECT_EQ(tool().first_owner_day, kMonday);
}

TEST_F(DiaryTest, EachRoleHasItsOwnDay) {
  diary_.start_day(kMonday);
  diary_.record(contact(Role::kViewer, kMonday, 100));
  EXPECT_TRUE(tool().guest.has(kMonday));
  diary_.start_day(kMonday + 1);
  diary_.record(contact(Role::kLogin, kMonday + 1, 100));
  EXPECT_TRUE(tool().login.has(kMonday + 1));
  diary_.start_day(kMonday + 2);
  for (const Role role : {Role::kEmbedded, Role::kTelemetry, Role::kMarketing, Role::kCdn}) {
    for (std::uint32_t slot = 0; slot < 20; ++slot) diary_.record(contact(role, kMonday + 2, slot));
  }
  EXPECT_EQ(tool().owner.count({0, kMonday + 9}), 0);
  EXPECT_EQ(tool().guest.count({kMonday + 1, kMonday + 9}), 0);
}

TEST_F(DiaryTest, OpenDaySurvivesARestartInNumbers) {
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 100));
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  diary_.start_day(kMonday);
  EXPECT_FALSE(tool().owner.has(kMonday));
  diary_.record(typing(kMonday, 130));
  EXPECT_TRUE(tool().owner.has(kMonday));
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  EXPECT_TRUE(tool().owner.has(kMonday));
}

TEST_F(DiaryTest, YesterdaysContactsMayComeLateOlderOnesNot) {
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 286));
  diary_.start_day(kMonday + 1);
  diary_.record(typing(kMonday, 287));
  EXPECT_TRUE(tool().owner.has(kMonday));
  diary_.start_day(kMonday + 2);
  diary_.record(typing(kMonday, 280));
  diary_.record(typing(kMonday + 9, 280));
  EXPECT_EQ(diary_.counts().out_of_time, 2U);
  EXPECT_TRUE(tool().owner.has(kMonday));
}

TEST_F(DiaryTest, ClockThatGoesBackChangesNothingUntilItHasCaughtUp) {
  diary_.start_day(kMonday + 10);
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 100));
  diary_.record(typing(kMonday, 101));
  EXPECT_EQ(diary_.snapshot().today, kMonday + 10);
  EXPECT_TRUE(diary_.snapshot().tools.empty());
}

TEST_F(DiaryTest, KnowsOnWhichDaysItRan) {
  diary_.start_day(kMonday);
  diary_.start_day(kMonday + 3);
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  const Snapshot snapshot = diary_.snapshot();
  EXPECT_EQ(snapshot.began_day, kMonday);
  EXPECT_EQ(snapshot.present.count({kMonday, kMonday + 6}), 2);
}

TEST_F(DiaryTest, DaysAreForgottenAfter128AndTheToolAfterAYear) {
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 100));
  diary_.record(typing(kMonday, 101));
  diary_.start_day(kMonday + 127);
  ASSERT_EQ(diary_.snapshot().tools.size(), 1U);
  EXPECT_FALSE(diary_.snapshot().tools.front().owner.empty());
  diary_.start_day(kMonday + 128);
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  ASSERT_EQ(diary_.snapshot().tools.size(), 1U);
  EXPECT_TRUE(diary_.snapshot().tools.front().owner.empty());
  EXPECT_EQ(diary_.snapshot().tools.front().first_owner_day, kMonday);
  diary_.start_day(kMonday + 363);
  EXPECT_EQ(diary_.snapshot().tools.size(), 1U);
  diary_.start_day(kMonday + 364);
  EXPECT_TRUE(diary_.snapshot().tools.empty());
}

TEST_F(DiaryTest, NotesCountFlowsAndAccounts) {
  diary_.start_day(kMonday);
  diary_.note_flows(10, 7);
  diary_.note_flows(5, 9);  // more names than flows cannot be
  diary_.note_account(1001);
  diary_.note_account(1000);
  diary_.note_account(1001);
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  const DayNote expected{.day = kMonday, .flows = 15, .named_flows = 12, .accounts = {1000, 1001}};
  EXPECT_THAT(diary_.snapshot().notes, ::testing::ElementsAre(expected));
  diary_.start_day(kMonday + Diary::kNoteDays);
  EXPECT_TRUE(diary_.snapshot().notes.empty());
}

TEST_F(DiaryTest, NothingChangedNothingWritten) {
  diary_.start_day(kMonday);
  ASSERT_TRUE(diary_.flush().ok());
  const auto before = support::file_octets(folder_ / "state.db-wal");
  ASSERT_TRUE(diary_.flush().ok());
  EXPECT_EQ(support::file_octets(folder_ / "state.db-wal"), before);
}

TEST_F(DiaryTest, SizeAtRestDoesNotTellHowManyToolsAreKnown) {
  diary_.start_day(kMonday);
  ASSERT_TRUE(diary_.flush().ok());
  const std::size_t empty = encode({.snapshot = diary_.snapshot(), .open_days = {}}).size();
  for (std::uint32_t number = 1; number <= 40; ++number) {
    diary_.record(typing(kMonday, 100, number));
    diary_.record(typing(kMonday, 101, number));
  }
  EXPECT_EQ(encode({.snapshot = diary_.snapshot(), .open_days = {}}).size(), empty);
}

TEST_F(DiaryTest, ForgetsAToolOrEverything) {
  diary_.start_day(kMonday);
  for (const std::uint32_t number : {kMiro, kMiro + 1}) {
    diary_.record(typing(kMonday, 100, number));
    diary_.record(typing(kMonday, 101, number));
  }
  diary_.forget_tool(kMiro);
  ASSERT_EQ(diary_.snapshot().tools.size(), 1U);
  EXPECT_EQ(diary_.snapshot().tools[0].tool, kMiro + 1);
  diary_.set_shared_machine(true);
  diary_.forget();
  EXPECT_EQ(diary_.snapshot().began_day, -1);
  EXPECT_TRUE(diary_.snapshot().tools.empty());
  EXPECT_TRUE(diary_.snapshot().shared_machine);
}

TEST_F(DiaryTest, ListedPairIsMeasuredByTheDay) {
  const policy::ToolPair listed{kMiro + 1, kMiro};
  diary_.set_pairs({&listed, 1});
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 100, kMiro));
  diary_.record(typing(kMonday, 100, kMiro + 1));
  ASSERT_TRUE(diary_.flush().ok());
  diary_.record(typing(kMonday, 101, kMiro));
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  ASSERT_EQ(diary_.snapshot().pairs.size(), 1U);
  EXPECT_EQ(diary_.snapshot().pairs[0].first, kMiro);
  EXPECT_EQ(diary_.snapshot().pairs[0].bounces, 2U);
}

TEST_F(DiaryTest, UploadsAreKeptOnlyWhileTheyAreAskedFor) {
  diary_.start_day(kMonday);
  diary_.record(typing(kMonday, 100));
  EXPECT_TRUE(diary_.snapshot().uploads.empty());
  diary_.set_measures_uploads(true);
  diary_.record(typing(kMonday, 101));
  diary_.record(typing(kMonday, 102));
  diary_.record(contact(Role::kViewer, kMonday, 103));
  ASSERT_TRUE(diary_.flush().ok());
  restart();
  EXPECT_THAT(diary_.snapshot().uploads, ::testing::ElementsAre(UploadDay{kMonday, kMiro, 40'000}));
  diary_.set_measures_uploads(false);
  EXPECT_TRUE(diary_.snapshot().uploads.empty());
}

}  // namespace
}  // namespace desirepath::diary
