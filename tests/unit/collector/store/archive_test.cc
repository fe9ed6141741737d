#include "collector/store/archive.h"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace desirepath::store {
namespace {

namespace fs = std::filesystem;

// An archive of one entry, that somebody may have changed since.
class Archive : public ::testing::Test {
 protected:
  Archive() {
    std::string pattern = (fs::temp_directory_path() / "archive-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::ofstream(folder_ / "source") << "what is kept";
    fs::permissions(folder_ / "source", fs::perms{0640});
    ArchiveWriter writer = *ArchiveWriter::create(file());
    EXPECT_TRUE(writer.add("policy/bundle.pb", folder_ / "source").ok());
    EXPECT_TRUE(writer.finish().ok());
  }
  ~Archive() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path file() const { return folder_ / "backup"; }
  [[nodiscard]] fs::path target() const { return folder_ / "target"; }

  void change(const std::string& sql) {
    const Schema same{0x44504231, {""}, ""};
    ASSERT_TRUE(Database::open(file().string(), same)->execute(sql).ok());
  }
  absl::Status extract() {
    absl::StatusOr<ArchiveReader> reader = ArchiveReader::open(file());
    return reader.ok() ? reader->extract(reader->entries().at(0), target()) : reader.status();
  }

  fs::path folder_;
};

unsigned mode_of(const fs::path& file) {
  struct stat about = {};
  EXPECT_EQ(::stat(file.c_str(), &about), 0);
  return about.st_mode & 07777;
}

TEST_F(Archive, WhatGoesInComesOut) {
  ASSERT_TRUE(extract().ok());
  std::ifstream stream(target());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "what is kept");
  EXPECT_EQ(mode_of(target()), 0640U);
}

TEST_F(Archive, AModeGivesNobodyMoreThanTheOwnerHad) {
  change("UPDATE entry SET mode = 4095");  // 07777
  ASSERT_TRUE(extract().ok());
  EXPECT_EQ(mode_of(target()), 0755U);
}

TEST_F(Archive, MoreThanTheEntrySaysIsNotWritten) {
  change("INSERT INTO chunk VALUES ('policy/bundle.pb', 1, zeroblob(1048576))");
  EXPECT_TRUE(absl::IsDataLoss(extract()));
  EXPECT_LE(fs::file_size(target()), 12U);
}

TEST_F(Archive, AChunkLargerThanOneIsNotRead) {
  change(
      "UPDATE entry SET octets = 900000000; "
      "UPDATE chunk SET data = zeroblob(1048576 + 257)");
  EXPECT_TRUE(absl::IsDataLoss(extract()));
  EXPECT_EQ(fs::file_size(target()), 0U);
}

TEST_F(Archive, ANameThatLeavesTheFolderIsRefused) {
  change("UPDATE entry SET name = '../bundle.pb'");
  EXPECT_TRUE(absl::IsDataLoss(extract()));
}

}  // namespace
}  // namespace desirepath::store
