#include "collector/store/shred.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace desirepath::store {
namespace {

namespace fs = std::filesystem;

class Shred : public ::testing::Test {
 protected:
  Shred() {
    std::string pattern = (fs::temp_directory_path() / "shred-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Shred() override { fs::remove_all(folder_); }

  static void write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
  }
  static std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  fs::path folder_;
};

TEST_F(Shred, OverwritesEveryOctetBeforeTheNameGoes) {
  const std::string secret(200'001, 'k');  // more than one stroke, and not a multiple of one
  write(folder_ / "key", secret);
  fs::create_hard_link(folder_ / "key", folder_ / "same-blocks");
  ASSERT_TRUE(shred(folder_ / "key").ok());
  EXPECT_FALSE(fs::exists(folder_ / "key"));
  EXPECT_EQ(read(folder_ / "same-blocks"), std::string(secret.size(), '\0'));
}

TEST_F(Shred, WhatIsNotThereIsDestroyed) { EXPECT_TRUE(shred(folder_ / "none").ok()); }

TEST_F(Shred, ALinkGoesAndWhatItPointsToStays) {
  write(folder_ / "elsewhere", "kept");
  fs::create_symlink(folder_ / "elsewhere", folder_ / "link");
  ASSERT_TRUE(shred(folder_ / "link").ok());
  EXPECT_FALSE(fs::exists(fs::symlink_status(folder_ / "link")));
  EXPECT_EQ(read(folder_ / "elsewhere"), "kept");
}

TEST_F(Shred, AFolderGoesWithAllThatIsBeneath) {
  fs::create_directories(folder_ / "a" / "b");
  write(folder_ / "a" / "b" / "key", "secret");
  fs::create_hard_link(folder_ / "a" / "b" / "key", folder_ / "same-blocks");
  fs::create_directory_symlink(folder_, folder_ / "a" / "up");
  ASSERT_TRUE(shred_folder(folder_ / "a").ok());
  EXPECT_FALSE(fs::exists(folder_ / "a"));
  EXPECT_EQ(read(folder_ / "same-blocks"), std::string(6, '\0'));
  EXPECT_TRUE(shred_folder(folder_ / "a").ok()) << "again";
}

TEST_F(Shred, WhatCannotBeRemovedIsSaid) {
  fs::create_directory(folder_ / "folder");
  EXPECT_TRUE(absl::IsUnavailable(shred(folder_ / "folder")));
}

}  // namespace
}  // namespace desirepath::store
