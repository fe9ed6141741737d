#include "agent/ingest/followed_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace desirepath::ingest {
namespace {

class FollowedFileTest : public ::testing::Test {
 protected:
  FollowedFileTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "follow-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    log_ = folder_ / "access.log";
  }
  ~FollowedFileTest() override { std::filesystem::remove_all(folder_); }

  void append(const std::string& text) const { std::ofstream(log_, std::ios::app) << text; }

  static std::vector<std::string> rest(FollowedFile& file) {
    std::vector<std::string> lines;
    while (true) {
      const auto line = file.next();
      if (!line.ok() || !*line) return lines;
      lines.push_back(**line);
    }
  }

  using Lines = std::vector<std::string>;
  std::filesystem::path folder_;
  std::filesystem::path log_;
};

TEST_F(FollowedFileTest, GivesEachLineOnceAndHalfOnesWhenTheyAreWhole) {
  append("one\ntwo\nthr");
  FollowedFile file(log_, std::nullopt);
  EXPECT_EQ(rest(file), (Lines{"one", "two"}));
  EXPECT_EQ(rest(file), Lines{});
  append("ee\n");
  EXPECT_EQ(rest(file), Lines{"three"});
}

TEST_F(FollowedFileTest, GoesOnAtItsPlace) {
  append("one\ntwo\n");
  Place place;
  {
    FollowedFile file(log_, std::nullopt);
    EXPECT_EQ(**file.next(), "one");
    place = *parse_place(to_text(file.place()));
  }
  FollowedFile again(log_, place);
  EXPECT_EQ(rest(again), Lines{"two"});
}

TEST_F(FollowedFileTest, FollowsARenamedFileAfterItsEnd) {
  append("one\n");
  FollowedFile file(log_, std::nullopt);
  EXPECT_EQ(rest(file), Lines{"one"});
  std::filesystem::rename(log_, folder_ / "access.log.1");
  std::ofstream(folder_ / "access.log.1", std::ios::app) << "two\n";
  EXPECT_EQ(rest(file), Lines{"two"});
  append("three\n");
  EXPECT_EQ(rest(file), Lines{"three"});
}

TEST_F(FollowedFileTest, ReadsWhatWasRotatedWhileItWasAway) {
  append("one\ntwo\n");
  Place place;
  {
    FollowedFile file(log_, std::nullopt);
    EXPECT_EQ(**file.next(), "one");
    place = file.place();
  }
  std::filesystem::rename(log_, folder_ / "access.log.1");
  append("three\n");
  FollowedFile again(log_, place);
  EXPECT_EQ(rest(again), (Lines{"two", "three"}));
}

TEST_F(FollowedFileTest, BeginsAnewWhenTheFileIsTruncated) {
  append("a rather long line\n");
  FollowedFile file(log_, std::nullopt);
  EXPECT_EQ(rest(file), Lines{"a rather long line"});
  ASSERT_EQ(::truncate(log_.c_str(), 0), 0);
  append("two\n");
  EXPECT_EQ(rest(file), Lines{"two"});
}

TEST_F(FollowedFileTest, WaitsForAFileThatIsNotThere) {
  FollowedFile file(log_, std::nullopt);
  EXPECT_FALSE(file.next().ok());
  append("one\n");
  EXPECT_EQ(rest(file), Lines{"one"});
}

TEST_F(FollowedFileTest, ALineWithoutEndIsCutAndDoesNotFillTheMemory) {
  append(std::string(200'000, 'a'));
  FollowedFile file(log_, std::nullopt);
  const auto line = file.next();
  ASSERT_TRUE(line.ok() && *line);
  EXPECT_LE((*line)->size(), 200'000U);
  EXPECT_GT((*line)->size(), 64U * 1024);
}

TEST_F(FollowedFileTest, AFolderIsNoLog) {
  std::filesystem::create_directory(log_);
  FollowedFile file(log_, std::nullopt);
  EXPECT_FALSE(file.next().ok());
}

TEST(Place, WhatIsNoneIsNone) {
  EXPECT_FALSE(parse_place("").has_value());
  EXPECT_FALSE(parse_place("a b c").has_value());
  EXPECT_FALSE(parse_place("1 2").has_value());
}

}  // namespace
}  // namespace desirepath::ingest
