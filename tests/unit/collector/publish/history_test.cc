#include "collector/publish/history.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "collector/publish/published_database.h"

namespace desirepath::publish {
namespace {

constexpr std::uint32_t kFirst = 100;
constexpr std::uint32_t kOldTool = 7;
constexpr std::uint32_t kNewTool = 9;

// Forty windows, from 100 to 139: one tool was shown in the first few alone, the other in the last.
class HistoryTest : public ::testing::Test {
 protected:
  static std::filesystem::path fresh() {
    const std::filesystem::path folder =
        std::filesystem::path(::testing::TempDir()) /
        ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
  }
  ~HistoryTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::set<std::uint32_t>& outages, std::uint32_t count = 40) {
    for (std::uint32_t id = kFirst; id < kFirst + count; ++id) {
      Window window;
      window.id = id;
      window.name = "w" + std::to_string(id);
      const auto block = [id](View view, std::uint32_t object, std::uint32_t low,
                              std::uint32_t high, std::uint32_t member = kWhole) {
        return Block{view, id, object, 0, member, low, high, Why::kNone};
      };
      const bool outage = outages.count(id) != 0;
      std::vector<Block> blocks{block(View::kReporting, 0, outage ? 0 : 40, outage ? 9 : 49)};
      if (id >= kFirst + 1 && id < kFirst + 4)
        blocks.push_back(block(View::kTool, kOldTool, 12, 12));
      if (id >= kFirst + 30) blocks.push_back(block(View::kTool, kNewTool, 20, 20));
      blocks.push_back(block(View::kToolDays, kNewTool, 20, 29, 1));
      blocks.push_back(block(View::kToolDepartment, kNewTool, 20, 20, 3));
      ASSERT_TRUE(write_window(database_, window, blocks).ok());
    }
  }

  [[nodiscard]] static std::uint32_t first_with(const History& history, View view) {
    for (const PublishedWindow& window : history.windows) {
      if (!window.blocks(view).empty()) return window.head.id;
    }
    return 0;
  }

  const std::filesystem::path folder_ = fresh();
  store::Database database_ =
      *open_published((folder_ / "published.db").string(), store::Mode::kReadWrite);
};

TEST_F(HistoryTest, HoldsWhatFiguresLookBackToAndNoMore) {
  write({});
  const absl::StatusOr<History> history = load_history(database_);
  ASSERT_TRUE(history.ok()) << history.status();
  EXPECT_EQ(history->windows.size(), kTrendWindows);
  EXPECT_EQ(history->published(), 40U);
  EXPECT_EQ(history->last().head.name, "w139");
  EXPECT_EQ(first_with(*history, View::kReporting), 114U);
  EXPECT_EQ(first_with(*history, View::kToolDays), 127U);
  EXPECT_EQ(first_with(*history, View::kToolDepartment), 139U);
  EXPECT_EQ(load_history(database_, std::nullopt, {.departments = 4})
                ->windows.at(22)
                .of(View::kToolDepartment, kNewTool)
                .size(),
            1U);
}

TEST_F(HistoryTest, KnowsWhereAToolWasFirstSeenBeforeThat) {
  write({kFirst + 1});
  const absl::StatusOr<History> history = load_history(database_);
  const FirstSeen* const seen = history->seen_earlier(kOldTool);
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->window, kFirst + 2) << "an outage shows nothing";
  EXPECT_EQ(seen->name, "w102");
  EXPECT_EQ(history->seen_earlier(kNewTool), nullptr);
}

TEST_F(HistoryTest, AnOutageIsNoPartOfATrendSoItReachesFurtherBack) {
  write({120, 121, 122});
  EXPECT_EQ(load_history(database_)->windows.size(), kTrendWindows + 3);
}

TEST_F(HistoryTest, TheNewestIsTheLastInWhichAnybodyReported) {
  write({138, 139});
  EXPECT_EQ(load_history(database_)->last().head.id, 137U);
  EXPECT_EQ(load_history(database_, 139)->last().head.id, 139U);
  EXPECT_EQ(load_history(database_, 105)->published(), 6U);
  EXPECT_TRUE(absl::IsNotFound(load_history(database_, 140).status()));
}

TEST_F(HistoryTest, WhereNobodyEverReportedTheNewestIsTheLast) {
  write({100, 101}, 2);
  EXPECT_EQ(load_history(database_)->last().head.id, 101U);
}

TEST_F(HistoryTest, EveryWindowComesToWhoeverAsks) {
  write({});
  const absl::StatusOr<History> history =
      load_history(database_, std::nullopt, {.every_window = true});
  EXPECT_EQ(history->windows.size(), 40U);
  EXPECT_EQ(first_with(*history, View::kTool), kFirst + 1);
  EXPECT_EQ(history->seen_earlier(kOldTool), nullptr) << "it is among the windows";
}

TEST_F(HistoryTest, NothingPublishedIsSaid) {
  EXPECT_TRUE(absl::IsNotFound(load_history(database_).status()));
}

}  // namespace
}  // namespace desirepath::publish
