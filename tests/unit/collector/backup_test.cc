// What backups that were cut off, and copies from before an upgrade, leave behind. Backups
// themselves are tried on a serving collector (tests/system/backup_test.py).

#include "collector/backup.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace desirepath::collector {
namespace {

namespace fs = std::filesystem;

class Leftovers : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(paths_.data_dir);
    fs::create_directories(paths_.run());
  }
  void TearDown() override { fs::remove_all(paths_.data_dir); }

  // A file of so many hours ago, and a second name by which its blocks can be looked at.
  void leave(const fs::path& file, int hours) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "secret";
    fs::create_hard_link(file, paths_.data_dir / ("blocks-of-" + file.filename().string()));
    const auto then = fs::file_time_type::clock::now() - std::chrono::hours(hours);
    fs::last_write_time(file, then);
    if (file.parent_path() != paths_.run() && file.parent_path() != paths_.data_dir) {
      fs::last_write_time(file.parent_path(), then);
    }
  }
  std::string blocks(const std::string& file) const {
    std::ifstream stream(paths_.data_dir / ("blocks-of-" + file));
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  // Each its own: tests run side by side.
  const store::Paths paths_{fs::path(::testing::TempDir()) /
                            ::testing::UnitTest::GetInstance()->current_test_info()->name()};
  const std::string zeros_ = std::string(6, '\0');
};

TEST_F(Leftovers, OfABackupThatWasCutOffGoAfterAnHour) {
  leave(paths_.run() / "backup-abcdef" / "copy.db", 2);
  leave(paths_.run() / "passing.backup", 2);
  leave(paths_.run() / "backup-running" / "segment", 0);
  leave(paths_.run() / "endpoints.json", 2);
  ASSERT_TRUE(forget_old_copies(paths_, absl::Now()).ok());
  EXPECT_FALSE(fs::exists(paths_.run() / "backup-abcdef"));
  EXPECT_FALSE(fs::exists(paths_.run() / "passing.backup"));
  EXPECT_EQ(blocks("copy.db"), zeros_);
  EXPECT_EQ(blocks("passing.backup"), zeros_);
  EXPECT_EQ(blocks("segment"), "secret") << "it may still be written";
  EXPECT_EQ(blocks("endpoints.json"), "secret");
  ASSERT_TRUE(forget_leftovers(paths_, absl::InfiniteFuture()).ok());
  EXPECT_EQ(blocks("segment"), zeros_);
}

TEST_F(Leftovers, CopiesOfBeforeAnUpgradeAreDestroyedAfterAMonth) {
  leave(paths_.data_dir / "gate.db.before-3", 24 * 31);
  leave(paths_.data_dir / "gate.db.before-4", 24 * 29);
  ASSERT_TRUE(forget_old_copies(paths_, absl::Now()).ok());
  EXPECT_EQ(blocks("gate.db.before-3"), zeros_);
  EXPECT_EQ(blocks("gate.db.before-4"), "secret");
}

}  // namespace
}  // namespace desirepath::collector
