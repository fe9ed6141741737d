#include "collector/publish/published_database.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace desirepath::publish {
namespace {

class PublishedDatabase : public ::testing::Test {
 protected:
  PublishedDatabase() {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~PublishedDatabase() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return (folder_ / "published.db").string(); }

  std::filesystem::path folder_;
};

Window window_37() {
  Window window;
  window.id = 37;
  window.name = "2026-W37";
  window.organisation = "Example Ltd";
  window.departments = {{1, "design", "Design", 0, 40}, {2, "sales", "Sales", 0, 60}};
  window.standings = {{12, policy::Standing::kSanctioned, {1, 2}, 0}};
  window.alarms = {2};
  return window;
}

Block block(std::uint32_t object, std::uint32_t low, std::uint32_t high) {
  return {View::kTool, 37, object, 0, kWhole, low, high, Why::kNone};
}

TEST_F(PublishedDatabase, GivesBackWhatWasWritten) {
  auto database = open_published(path(), store::Mode::kReadWrite);
  ASSERT_TRUE(database.ok()) << database.status();
  ASSERT_TRUE(write_window(*database, window_37(), {block(4, 31, 31), block(9, 0, 9)}).ok());
  const auto window = read_window(*database, 37);
  ASSERT_TRUE(window.ok()) << window.status();
  EXPECT_EQ("2026-W37", window->name);
  EXPECT_EQ("Sales", window->departments.at(1).name);
  EXPECT_EQ((std::vector<std::uint32_t>{1, 2}), window->standings.at(0).departments);
  EXPECT_EQ((std::vector<std::uint32_t>{2}), window->alarms);
  const auto blocks = read_blocks(*database, View::kTool, 0, 99);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  EXPECT_EQ((std::vector<Block>{block(4, 31, 31), block(9, 0, 9)}), *blocks);
}

TEST_F(PublishedDatabase, AWindowIsWrittenOnce) {
  auto database = open_published(path(), store::Mode::kReadWrite);
  ASSERT_TRUE(write_window(*database, window_37(), {}).ok());
  EXPECT_EQ(absl::StatusCode::kFailedPrecondition,
            write_window(*database, window_37(), {block(4, 31, 31)}).code());
}

TEST_F(PublishedDatabase, NothingInItCanBeChanged) {
  auto database = open_published(path(), store::Mode::kReadWrite);
  ASSERT_TRUE(write_window(*database, window_37(), {block(4, 31, 31)}).ok());
  EXPECT_FALSE(database->execute("UPDATE block SET low = 32, high = 32").ok());
  EXPECT_FALSE(database->execute("UPDATE window SET k = 1").ok());
}

// R11: a number below k in the file (by whatever hand) is refused, not shown.
TEST_F(PublishedDatabase, ANumberBelowItsFloorIsNotRead) {
  auto database = open_published(path(), store::Mode::kReadWrite);
  ASSERT_TRUE(write_window(*database, window_37(), {block(4, 9, 9)}).ok());
  EXPECT_EQ(absl::StatusCode::kDataLoss,
            read_blocks(*database, View::kTool, 0, 99).status().code());
}

TEST(KeepsFloor, TellsWhichBlocksMayBeShown) {
  struct Case {
    std::uint32_t low, high;
    bool kept;
  };
  for (const Case& each :
       {Case{10, 10, true}, Case{9, 9, false}, Case{0, 9, true}, Case{0, 8, false},
        Case{0, 0, false}, Case{3, 12, false}, Case{10, 19, true}, Case{12, 11, false}}) {
    EXPECT_EQ(each.kept, keeps_floor(block(4, each.low, each.high), 10))
        << each.low << "-" << each.high;
  }
}

}  // namespace
}  // namespace desirepath::publish
