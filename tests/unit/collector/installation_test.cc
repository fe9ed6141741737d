#include "collector/installation.h"

#include <gmock/gmock.h>

#include <fstream>

#include "collector/policy/bundle_edit.h"
#include "collector/settings.h"

namespace desirepath::collector {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class InstallationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    plan_.dir = folder_ / "collector";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const absl::Time now_ = absl::FromUnixSeconds(1'800'000'030);
  Installation plan_;
};

TEST_F(InstallationTest, ProductionNeverMakesTheStaffKeyNorSigns) {
  const absl::StatusOr<Installed> installed = install(plan_, now_);
  ASSERT_TRUE(installed.ok()) << installed.status();
  const store::Paths paths{plan_.dir};
  EXPECT_TRUE(std::filesystem::exists(paths.admin_key()));
  EXPECT_FALSE(std::filesystem::exists(paths.staff_key()));
  EXPECT_FALSE(std::filesystem::exists(paths.bundle()));
  EXPECT_TRUE(std::filesystem::exists(paths.policy() / "draft.policy"));
  EXPECT_THAT(installed->admin_password, SizeIs(23)) << "twenty signs and three hyphens";
  EXPECT_TRUE(load_settings(plan_.dir / "collector.toml").ok());
}

TEST_F(InstallationTest, ALabIsReadyToServe) {
  plan_.lab = true;
  plan_.k = 1;
  plan_.backfill = 12;
  plan_.departments = write("d.csv", "sales,Sales,,28\n");
  plan_.standings = write("s.csv", "microsoft-teams,sanctioned,sales\n");
  const absl::StatusOr<Installed> installed = install(plan_, now_);
  ASSERT_TRUE(installed.ok()) << installed.status();
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(store::Paths{plan_.dir}, now_);
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_TRUE(bundle->policy.lab());
  EXPECT_EQ(bundle->policy.k, 1U);
  ASSERT_THAT(bundle->keys, SizeIs(16)) << "12 past windows, this one and 3 ahead";
  EXPECT_EQ(bundle->keys.front().window, 30'000'000U - 12);
  EXPECT_EQ(bundle->policy.not_before, (30'000'000LL - 12) * 60);
  EXPECT_THAT(bundle->standings, SizeIs(1));
  EXPECT_THAT(bundle->policy.departments, SizeIs(1));
}

TEST_F(InstallationTest, AFolderWithSomethingInItIsLeftAlone) {
  std::filesystem::create_directories(plan_.dir);
  std::ofstream(plan_.dir / "diary.txt") << "mine";
  const absl::Status status = install(plan_, now_).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("not an empty folder"));
  EXPECT_TRUE(std::filesystem::exists(plan_.dir / "diary.txt"));
}

TEST_F(InstallationTest, AWrongListLeavesNothingBehind) {
  plan_.lab = true;
  plan_.departments = write("d.csv", "Sales,Sales,,28\n");
  const absl::Status status = install(plan_, now_).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("d.csv: line 1"));
  EXPECT_FALSE(std::filesystem::exists(plan_.dir));
}

}  // namespace
}  // namespace desirepath::collector
