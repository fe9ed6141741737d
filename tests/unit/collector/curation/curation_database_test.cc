#include "collector/curation/curation_database.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "collector/curation/schema.h"
#include "proto/policy/standing.h"

namespace desirepath::curation {
namespace {

using policy::Standing;
using ::testing::SizeIs;

class CurationDatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    auto database = CurationDatabase::open((folder_ / "curation.db").string());
    ASSERT_TRUE(database.ok()) << database.status();
    database_.emplace(*std::move(database));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static StandingDecision decision(std::uint32_t tool, std::uint32_t window,
                                   std::vector<ScopedStanding> scopes) {
    return {tool, window, 1'800'000'000, "anna", std::move(scopes)};
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::optional<CurationDatabase> database_;
};

TEST_F(CurationDatabaseTest, ADepartmentThatLeftTheListKeepsItsNumber) {
  ASSERT_TRUE(database_->replace_departments({{1, "a", "A", 0, 20}, {2, "b", "B", 1, 10}}).ok());
  ASSERT_TRUE(database_->replace_departments({{2, "b", "B", 0, 12}}).ok());
  EXPECT_THAT(*database_->departments(), SizeIs(1));
  EXPECT_EQ(database_->departments()->front().devices, 12U);
  EXPECT_THAT(*database_->all_departments(), SizeIs(2));
}

TEST_F(CurationDatabaseTest, AFileOfBeforeLosesItsSecondListOfNeedsAndGainsAnIndex) {
  const std::string file = (folder_ / "older.db").string();
  store::Schema before = curation_schema();
  before.migrations.resize(14);
  {
    store::Database older = *store::Database::open(file, before);
    ASSERT_TRUE(older
                    .execute("INSERT INTO known_need VALUES ('crm'); "
                             "INSERT INTO first_card VALUES ('crm', 7); "
                             "INSERT INTO setting VALUES ('events.needs', 'seen'), ('other', 'x')")
                    .ok());
  }
  auto now = CurationDatabase::open(file);
  ASSERT_TRUE(now.ok()) << now.status();
  store::Database& database = now->database();
  EXPECT_EQ(*database.integer("SELECT window FROM first_card WHERE need = 'crm'"), 7);
  EXPECT_EQ(*database.integer("SELECT count(*) FROM setting WHERE name = 'events.needs'"), 0);
  EXPECT_EQ(*database.integer("SELECT count(*) FROM setting"), 1);
  EXPECT_EQ(*database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'known_need'"), 0);
  auto plan = database.prepare(
      "EXPLAIN QUERY PLAN SELECT at FROM audit WHERE action = ? "
      "ORDER BY number");
  ASSERT_TRUE(*plan->step());
  EXPECT_THAT(plan->text(3), ::testing::HasSubstr("audit_of"));
}

TEST_F(CurationDatabaseTest, TheLastDecisionForAWindowCounts) {
  ASSERT_TRUE(database_
                  ->add_decisions(
                      {decision(12, 100, {{0, Standing::kBlocked}}),
                       decision(12, 100, {{0, Standing::kTolerated}, {1, Standing::kSanctioned}})})
                  .ok());
  const auto standings = database_->standings(100);
  ASSERT_TRUE(standings.ok());
  const std::vector<policy::Department> anywhere;
  EXPECT_EQ(policy::standing_of(*standings, anywhere, 12, 0, 100), Standing::kTolerated);
  EXPECT_EQ(policy::standing_of(*standings, anywhere, 12, 1, 100), Standing::kSanctioned);
  EXPECT_THAT(*database_->history(), SizeIs(2)) << "history is kept";
}

TEST_F(CurationDatabaseTest, InstructionsKeepWhatOpenWindowsNeedAndAllThatIsToCome) {
  ASSERT_TRUE(database_
                  ->add_decisions({decision(12, 90, {{0, Standing::kBlocked}}),
                                   decision(12, 95, {{0, Standing::kTolerated}}),
                                   decision(12, 101, {{0, Standing::kSanctioned}})})
                  .ok());
  const auto standings = database_->standings(98);
  ASSERT_TRUE(standings.ok());
  ASSERT_THAT(*standings, SizeIs(2));
  EXPECT_EQ((*standings)[0].effective_window, 95U);
  EXPECT_EQ((*standings)[1].effective_window, 101U);
}

TEST_F(CurationDatabaseTest, AUserIsAddedOnce) {
  const User anna{"anna", UserRole::kCurator, "$argon2id$x", true};
  EXPECT_TRUE(database_->add_user(anna).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(database_->add_user(anna)));
  ASSERT_TRUE(database_->set_password("anna", "$argon2id$y", false).ok());
  const auto found = database_->find_user("anna");
  ASSERT_TRUE(found.ok() && found->has_value());
  EXPECT_EQ((*found)->role, UserRole::kCurator);
  EXPECT_EQ((*found)->password, "$argon2id$y");
  EXPECT_FALSE((*found)->one_time);
  EXPECT_TRUE(absl::IsNotFound(database_->set_password("bert", "x", false)));
}

TEST_F(CurationDatabaseTest, SettingsAreKept) {
  EXPECT_FALSE(database_->setting("draft.k")->has_value());
  ASSERT_TRUE(database_->set_setting("draft.k", "10").ok());
  ASSERT_TRUE(database_->set_setting("draft.k", "12").ok());
  EXPECT_EQ(**database_->setting("draft.k"), "12");
}

}  // namespace
}  // namespace desirepath::curation
