#include "collector/kept_figures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "collector/publish/published_database.h"

namespace desirepath::collector {
namespace {

class KeptFiguresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(settings_.paths.data_dir);
    std::filesystem::create_directories(settings_.paths.data_dir);
  }
  void TearDown() override { std::filesystem::remove_all(settings_.paths.data_dir); }

  static Settings settings() {
    Settings made;
    // Each its own: tests run side by side.
    made.paths.data_dir =
        std::filesystem::path(::testing::TempDir()) /
        ("kept_figures_" +
         std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    return made;
  }
  void publish(std::uint32_t id) {
    auto database =
        publish::open_published(settings_.paths.published_db().string(), store::Mode::kReadWrite);
    publish::Window window;
    window.id = id;
    window.name = "w" + std::to_string(id);
    const publish::Block reporting{publish::View::kReporting, id, 0,  0,
                                   publish::kWhole,           40, 49, publish::Why::kNone};
    ASSERT_TRUE(publish::write_window(*database, window, {reporting}).ok());
  }

  const Settings settings_ = settings();
  std::string revision_ = "1";
  KeptFigures kept_{settings_, [this] { return revision_; }};
};

TEST_F(KeptFiguresTest, TheNewestIsReadOnceUntilSomethingChanges) {
  EXPECT_TRUE(absl::IsNotFound(kept_.read("").status()));
  publish(7);
  const auto first = kept_.read("");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ((*first)->history.last().head.id, 7U);
  publish(8);
  EXPECT_EQ(*kept_.read(""), *first) << "nobody said that it changed";
  revision_ = "2";
  EXPECT_EQ((*kept_.read(""))->history.last().head.id, 8U);
  EXPECT_EQ((*first)->history.last().head.id, 7U) << "whoever has it may go on with it";
}

TEST_F(KeptFiguresTest, AnOlderWindowIsReadForWhoeverAsks) {
  publish(7);
  publish(8);
  EXPECT_EQ((*kept_.read("w7"))->history.last().head.id, 7U);
  EXPECT_EQ((*kept_.read(""))->history.last().head.id, 8U);
}

}  // namespace
}  // namespace desirepath::collector
