#include "agent/capture/control_groups.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/folder.h"

namespace desirepath::capture {
namespace {

std::uint64_t inode_of(const std::filesystem::path& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

TEST(ControlGroups, FindsTheFolderOfAnInodeAndNoFile) {
  const support::Folder folder;
  const std::filesystem::path root = folder.path();
  const std::filesystem::path service = root / "system.slice" / "cron.service";
  std::filesystem::create_directories(service);
  std::filesystem::create_directories(root / "user.slice" / "user-1000.slice");
  std::ofstream(service / "cgroup.procs") << "1\n";
  const ControlGroups groups(root.string());
  EXPECT_EQ("/system.slice/cron.service", groups.path_of(inode_of(service)));
  EXPECT_EQ("/user.slice", groups.path_of(inode_of(root / "user.slice")));
  EXPECT_EQ("", groups.path_of(inode_of(service / "cgroup.procs")));
  EXPECT_EQ("", groups.path_of(1));
}

TEST(ControlGroups, DoesNotDescendForever) {
  const support::Folder folder;
  std::filesystem::path deep = folder.path();
  for (std::size_t depth = 0; depth < ControlGroups::kMostDepth; ++depth) deep /= "d";
  const std::filesystem::path too_deep = deep / "d" / "d";
  std::filesystem::create_directories(too_deep);
  const ControlGroups groups(std::filesystem::path(folder.path()).string());
  EXPECT_NE("", groups.path_of(inode_of(deep)));
  EXPECT_EQ("", groups.path_of(inode_of(too_deep)));
}

TEST(ControlGroups, WithoutATreeNothingIsFound) {
  const ControlGroups groups("");
  EXPECT_FALSE(groups.has_tree());
  EXPECT_EQ("", groups.path_of(1));
}

}  // namespace
}  // namespace desirepath::capture
