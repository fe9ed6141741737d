#include "agent/console/paths.h"

#include <gtest/gtest.h>

#include <memory>

#include "proto/catalog/shipped.h"

namespace desirepath::console {
namespace {

constexpr std::uint32_t kMe = 1000;
constexpr std::int32_t kToday = 20700;

class OwnPaths : public testing::Test {
 protected:
  void SetUp() override {
    absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(catalog::shipped());
    ASSERT_TRUE(catalog.ok()) << catalog.status();
    catalog_ = std::make_unique<catalog::Catalog>(*std::move(catalog));
    snapshot_.today = kToday;
  }

  std::uint32_t number(const char* id) const { return catalog_->tool_by_id(id)->number; }

  void use(const char* id, std::initializer_list<std::int32_t> owner,
           std::initializer_list<std::int32_t> guest = {}) {
    diary::ToolDays days;
    days.tool = number(id);
    for (const std::int32_t day : owner) days.owner.set(day);
    for (const std::int32_t day : guest) days.guest.set(day);
    snapshot_.tools.push_back(days);
  }

  void at_the_machine(std::int32_t day, std::vector<std::uint32_t> accounts) {
    diary::DayNote note;
    note.day = day;
    note.accounts = std::move(accounts);
    snapshot_.notes.push_back(note);
  }

  void say(const char* id, policy::Standing standing) {
    policy::ToolStanding entry;
    entry.tool = number(id);
    entry.standing = standing;
    standings_.push_back(entry);
  }

  std::vector<NeedPath> paths() const {
    return own_paths(snapshot_, *catalog_,
                     {.policy = policy_, .standings = standings_, .department = 0, .window = 3000},
                     kMe);
  }

  std::unique_ptr<catalog::Catalog> catalog_;
  diary::Snapshot snapshot_;
  policy::Policy policy_;
  std::vector<policy::ToolStanding> standings_;
};

TEST_F(OwnPaths, DrawTheLastFourWeeksOldestDayFirst) {
  use("miro", {kToday, kToday - 27, kToday - 28}, {kToday - 1});
  const std::vector<NeedPath> needs = paths();
  ASSERT_EQ(needs.size(), 1U);
  ASSERT_EQ(needs[0].tools.size(), 1U);
  EXPECT_EQ(needs[0].tools[0].days, "u" + std::string(25, '.') + "gu");
}

TEST_F(OwnPaths, StandBesideWhatIsOfferedForTheNeed) {
  use("miro", {kToday});
  say("lucid", policy::Standing::kSanctioned);
  say("slack", policy::Standing::kSanctioned);
  say("miro", policy::Standing::kRestricted);
  const std::vector<NeedPath> needs = paths();
  ASSERT_EQ(needs.size(), 1U);
  EXPECT_EQ(needs[0].offered,
            (std::vector<std::string>{std::string(catalog_->tool_by_id("lucid")->name)}));
  EXPECT_EQ(needs[0].tools[0].standing, policy::Standing::kRestricted);
}

TEST_F(OwnPaths, LeaveOutDaysOfOtherAccounts) {
  use("miro", {kToday, kToday - 1, kToday - 2});
  at_the_machine(kToday - 2, {kMe});
  at_the_machine(kToday - 1, {kMe, kMe + 1});
  at_the_machine(kToday, {kMe + 1});
  const std::vector<NeedPath> needs = paths();
  ASSERT_EQ(needs.size(), 1U);
  EXPECT_EQ(needs[0].tools[0].days, std::string(25, '.') + "u..");
  snapshot_.notes.front().accounts = {kMe + 1};
  EXPECT_TRUE(paths().empty());
}

TEST_F(OwnPaths, PutTheBusiestFirst) {
  use("slack", {kToday});
  use("miro", {kToday, kToday - 1});
  use("lucid", {kToday, kToday - 1, kToday - 2});
  const std::vector<NeedPath> needs = paths();
  ASSERT_EQ(needs.size(), 2U);
  EXPECT_EQ(needs[0].id, "whiteboard");
  EXPECT_EQ(needs[0].tools[0].id, "lucid");
}

}  // namespace
}  // namespace desirepath::console
