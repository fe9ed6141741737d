#include "proto/account/folder_owner.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace desirepath::account {
namespace {

constexpr uid_t kAccount = 64'321;
constexpr gid_t kGroup = 64'322;

class FolderOwner : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("desirepath-folder-owner-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Becomes the owner in a child, makes a file there, and returns what the child ended with.
  int make_file_as_owner() const {
    const pid_t child = fork();
    if (child == 0) {
      if (!become_owner_of(folder_).ok()) _exit(1);
      std::ofstream(folder_ / "made") << "x";
      _exit(std::filesystem::exists(folder_ / "made") ? 0 : 2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }

  std::filesystem::path folder_;
};

TEST_F(FolderOwner, RootsFilesBelongToTheFoldersAccount) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  ASSERT_EQ(chown(folder_.c_str(), kAccount, kGroup), 0);
  ASSERT_EQ(make_file_as_owner(), 0);
  struct stat made {};
  ASSERT_EQ(stat((folder_ / "made").c_str(), &made), 0);
  EXPECT_EQ(made.st_uid, kAccount);
  EXPECT_EQ(made.st_gid, kGroup);
}

TEST_F(FolderOwner, OnesOwnFolderChangesNothing) {
  ASSERT_EQ(make_file_as_owner(), 0);
  struct stat made {};
  ASSERT_EQ(stat((folder_ / "made").c_str(), &made), 0);
  EXPECT_EQ(made.st_uid, geteuid());
}

TEST_F(FolderOwner, AFolderThatIsNotThereChangesNothing) {
  EXPECT_TRUE(become_owner_of(folder_ / "missing").ok());
  EXPECT_EQ(geteuid(), getuid());
}

}  // namespace
}  // namespace desirepath::account
