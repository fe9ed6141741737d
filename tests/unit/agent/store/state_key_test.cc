#include "agent/store/state_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/folder.h"

namespace desirepath::store {
namespace {

using support::Folder;

TEST(StateKey, IsMadeOnceForItsOwnerAlone) {
  const Folder folder;
  const StateKey made = *find_state_key(folder / "state.key", "");
  EXPECT_EQ(made.source, KeySource::kKeyFile);
  EXPECT_EQ(find_state_key(folder / "state.key", "")->key, made.key);
  struct stat status {};
  ASSERT_EQ(::stat((folder / "state.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_FALSE(std::filesystem::exists(folder / "state.key.new"));
}

TEST(StateKey, CredentialOfTheServiceComesFirst) {
  const Folder folder;
  std::ofstream(folder / "credential") << std::string(32, 'c');
  const StateKey key = *find_state_key(folder / "state.key", folder / "credential");
  EXPECT_EQ(key.source, KeySource::kCredential);
  EXPECT_EQ(key.key[0], 'c');
  EXPECT_FALSE(std::filesystem::exists(folder / "state.key"));
  EXPECT_FALSE(find_state_key(folder / "state.key", folder / "missing").ok());
}

TEST(StateKey, FileThatOthersReadIsRefusedWithTheMend) {
  const Folder folder;
  ASSERT_TRUE(find_state_key(folder / "state.key", "").ok());
  ::chmod((folder / "state.key").c_str(), 0640);
  const absl::Status status = find_state_key(folder / "state.key", "").status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_NE(status.message().find("chmod 600"), absl::string_view::npos);
}

TEST(StateKey, FileOfAnotherLengthIsRefused) {
  const Folder folder;
  for (const std::size_t length : {0U, 31U, 33U}) {
    std::ofstream(folder / "state.key", std::ios::trunc) << std::string(length, 'k');
    ::chmod((folder / "state.key").c_str(), 0600);
    EXPECT_FALSE(find_state_key(folder / "state.key", "").ok()) << length;
  }
}

}  // namespace
}  // namespace desirepath::store
