#include "agent/session/seen.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/folder.h"

namespace desirepath::session {
namespace {

TEST(Seen, ReadsBackWhatItWrote) {
  const support::Folder folder;
  const std::string path = folder / "state/desirepath/seen";
  const Seen seen{.policy = 3, .coming = 4, .notices = {{7, 1'788'000'000}, {9, 5}}};
  ASSERT_TRUE(write_seen(path, seen).ok());
  EXPECT_EQ(read_seen(path), seen);
}

TEST(Seen, WhatCannotBeReadCountsAsNone) {
  EXPECT_EQ(read_seen("/nowhere/at/all"), Seen());
  EXPECT_EQ(parse_seen("policy\nnotice 3\n\xff\xff 9\npolicy x\ncoming 2"),
            (Seen{.policy = 0, .coming = 2, .notices = {}}));
}

TEST(Seen, AFolderThatCannotBeMadeIsSaid) {
  const absl::Status status = write_seen("/proc/desirepath/seen", Seen());
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_NE(status.message().find("will come again"), absl::string_view::npos);
}

TEST(Seen, LiesInTheAccountsStateFolder) {
  EXPECT_EQ(seen_path("/s", "/h"), "/s/desirepath/seen");
  EXPECT_EQ(seen_path("", "/h"), "/h/.local/state/desirepath/seen");
  EXPECT_EQ(seen_path("", ""), "");
}

}  // namespace
}  // namespace desirepath::session
