#include "proto/catalog/public_suffix.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace desirepath::catalog {
namespace {

TEST(PublicSuffixes, KnowsWhereStrangersRegister) {
  const auto list = PublicSuffixes::latest();
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_TRUE(list->contains("com"));
  EXPECT_TRUE(list->contains("co.uk"));
  EXPECT_TRUE(list->contains("github.io"));
  EXPECT_FALSE(list->contains("slack.com"));
  EXPECT_EQ(list->registrable("a.b.co.uk"), "b.co.uk");
  EXPECT_EQ(list->registrable("co.uk"), "");
}

TEST(PublicSuffixes, TakesANewerListFromAFile) {
  const std::string path = testing::TempDir() + "suffixes.dat";
  std::ofstream(path)
      << "// ===BEGIN ICANN DOMAINS===\ncom\nslack.com\n// ===END ICANN DOMAINS===\n";
  const auto list = PublicSuffixes::from_file(path);
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_TRUE(list->contains("slack.com"));
  std::filesystem::remove(path);
  EXPECT_EQ(PublicSuffixes::from_file(path).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace desirepath::catalog
