#include "agent/notice_book.h"

#include <gtest/gtest.h>

#include "tests/support/folder.h"

namespace desirepath::agent {
namespace {

constexpr std::uint32_t kMe = 1000;
constexpr std::uint32_t kTool = 7;
constexpr std::int32_t kToday = 20700;

class NoticesShown : public testing::Test {
 protected:
  void SetUp() override {
    absl::StatusOr<store::Database> database = store::Database::open(folder_ / "state.db", key_);
    ASSERT_TRUE(database.ok()) << database.status();
    database_ = std::make_unique<store::Database>(*std::move(database));
    book_ = std::make_unique<NoticeBook>(*database_);
    snapshot_.today = kToday;
    diary::ToolDays days;
    days.tool = kTool;
    days.owner.set(kToday - 20);
    snapshot_.tools.push_back(days);
  }

  static policy::Notice notice(std::uint32_t number, std::uint32_t tool = kTool) {
    policy::Notice notice;
    notice.number = number;
    notice.tools = {tool};
    notice.within_days = 30;
    notice.issued = 1'800'000'000;
    notice.ends = notice.issued + 86400 * 60;
    notice.words = {"Change your password.", "Vaihda salasanasi.", "Ändern Sie Ihr Passwort."};
    return notice;
  }

  // The numbers shown on a day.
  std::vector<std::uint32_t> on(std::int32_t day, std::uint32_t account = kMe) {
    snapshot_.today = day;
    const absl::Time now = absl::FromUnixSeconds(1'800'000'000) + absl::Hours(24) * (day - kToday);
    const auto due = book_->show(in_force_, snapshot_, account, now);
    EXPECT_TRUE(due.ok()) << due.status();
    std::vector<std::uint32_t> numbers;
    for (const policy::Notice& each : *due) numbers.push_back(each.number);
    return numbers;
  }

  void restart() {
    book_ = std::make_unique<NoticeBook>(*database_);
    ASSERT_TRUE(book_->load().ok());
  }

  using Numbers = std::vector<std::uint32_t>;
  support::Folder folder_;
  seal::Key key_{};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<NoticeBook> book_;
  diary::Snapshot snapshot_;
  std::vector<policy::Notice> in_force_ = {notice(1), notice(2, kTool + 1)};
};

TEST_F(NoticesShown, OnlyThoseWhoseToolTheDiaryKnows) { EXPECT_EQ(on(kToday), Numbers{1}); }

TEST_F(NoticesShown, OnOneDayInSevenAllThatDay) {
  EXPECT_EQ(on(kToday), Numbers{1});
  EXPECT_EQ(on(kToday), Numbers{1});
  for (std::int32_t day = 1; day < 7; ++day) EXPECT_EQ(on(kToday + day), Numbers{}) << day;
  EXPECT_EQ(on(kToday + 7), Numbers{1});
  EXPECT_EQ(on(kToday + 8), Numbers{});
  EXPECT_EQ(book_->shown().front().days_shown, 2U);
}

TEST_F(NoticesShown, ARestartForgetsNothing) {
  EXPECT_EQ(on(kToday), Numbers{1});
  restart();
  EXPECT_EQ(on(kToday + 1), Numbers{});
  ASSERT_EQ(book_->shown().size(), 1U);
  EXPECT_EQ(book_->shown().front().words[2], "Ändern Sie Ihr Passwort.");
}

TEST_F(NoticesShown, WhatIsUnderstoodIsShownNoMore) {
  EXPECT_EQ(on(kToday), Numbers{1});
  EXPECT_TRUE(absl::IsNotFound(book_->understood(2, kMe)));
  EXPECT_TRUE(absl::IsNotFound(book_->understood(1, kMe + 1)));
  ASSERT_TRUE(book_->understood(1, kMe).ok());
  restart();
  EXPECT_EQ(on(kToday), Numbers{});
  EXPECT_EQ(on(kToday + 7), Numbers{});
}

TEST_F(NoticesShown, NotOutsideTheDaysItLooksBackOn) {
  EXPECT_EQ(on(kToday + 10), Numbers{});
  EXPECT_EQ(on(kToday + 9), Numbers{1});
}

TEST_F(NoticesShown, NotAfterItsEnd) {
  in_force_.front().ends = in_force_.front().issued + 86400;
  EXPECT_EQ(on(kToday + 1), Numbers{});
}

TEST_F(NoticesShown, NotForDaysOfAnotherAccount) {
  diary::DayNote other;
  other.day = kToday - 20;
  other.accounts = {kMe + 1};
  snapshot_.notes.push_back(other);
  EXPECT_EQ(on(kToday), Numbers{});
  EXPECT_EQ(on(kToday, kMe + 1), Numbers{1});
}

TEST_F(NoticesShown, AClockThatWasWrongDoesNotSilenceOne) {
  in_force_.front().within_days = 128;
  in_force_.front().ends += 86400LL * 100;
  EXPECT_EQ(on(kToday + 90), Numbers{1});
  EXPECT_EQ(on(kToday), Numbers{1});
}

TEST_F(NoticesShown, WhatIsKeptIsBounded) {
  in_force_.clear();
  for (std::uint32_t n = 1; n <= kMostNoticesKept + 5; ++n) in_force_.push_back(notice(n));
  on(kToday);
  EXPECT_EQ(book_->shown().size(), kMostNoticesKept);
}

}  // namespace
}  // namespace desirepath::agent
