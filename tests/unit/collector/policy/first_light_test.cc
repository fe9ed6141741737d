#include "collector/policy/first_light.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "collector/policy/bundle_edit.h"
#include "collector/policy/draft.h"
#include "collector/policy/key_file.h"
#include "collector/policy/publication.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

constexpr std::uint32_t kLightWindow = 2957;  // Monday 2026-09-07 to Sunday 2026-09-13

absl::TimeZone helsinki() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Helsinki", &zone);
  return zone;
}

absl::Time at(int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2026, 9, day, hour), helsinki());
}

// A policy of 75 devices that began on Monday 2026-09-07 at nine.
class FirstLightPlanTest : public ::testing::Test {
 protected:
  FirstLightPlanTest() {
    bundle_.policy.kinds = {1, 6, 15};
    bundle_.policy.time_zone = "Europe/Helsinki";
    bundle_.policy.counting_hours = {6, 20, 0x1f};
    bundle_.policy.departments = {{1, "all", "All", 0, 75}};
    bundle_.policy.not_before = absl::ToUnixSeconds(at(7, 9));
  }
  FirstLightPlan plan(absl::Time now) {
    bundle_.policies = {{bundle_.policy, {}}};
    return plan_first_light(bundle_, *window::Calendar::from(bundle_.policy), now);
  }
  // The first day as a day of September; 0 if the grid takes it.
  int begins(absl::Time now) {
    const FirstLightPlan made = plan(now);
    if (made.answer == FirstLightAnswer::kGridTakesIt) return 0;
    EXPECT_EQ(made.answer, FirstLightAnswer::kPlanned);
    return 7 + made.light.first_day - static_cast<int>(kLightWindow) * 7;
  }

  Bundle bundle_;
};

TEST_F(FirstLightPlanTest, BeginsTheDayAfterIfDevicesCanStillHearOfIt) {
  EXPECT_EQ(begins(at(7, 10)), 8);
  EXPECT_EQ(begins(at(7, 14)), 9);
  EXPECT_EQ(begins(at(8, 13)), 9);
}

TEST_F(FirstLightPlanTest, WithoutThreeWorkingDaysTheGridTakesIt) {
  EXPECT_EQ(begins(at(8, 14)), 0);
  EXPECT_EQ(begins(at(9, 9)), 0);
  EXPECT_EQ(begins(at(13, 9)), 0);  // the next window is whole
}

TEST_F(FirstLightPlanTest, TheSecondWeekMayStillHaveOneAndTheThirdNot) {
  EXPECT_EQ(begins(at(14, 10)), 15);
  EXPECT_EQ(begins(at(21, 10)), 0);
}

TEST_F(FirstLightPlanTest, InFourWeeksEveryMondayWill) {
  bundle_.policy.profile = Profile::kSmall;  // the window is 2026-W36 to W39: from 31 August
  EXPECT_EQ(begins(at(9, 9)), 14);
  EXPECT_EQ(begins(at(12, 20)), 14);
  EXPECT_EQ(begins(at(23, 9)), 0);  // the next four weeks are whole
}

TEST_F(FirstLightPlanTest, NeedsCandidatesAndItsKind) {
  bundle_.policy.departments[0].devices = 58;
  EXPECT_EQ(plan(at(7, 10)).answer, FirstLightAnswer::kTooFew);
  bundle_.policy.departments[0].devices = 59;
  EXPECT_EQ(plan(at(7, 10)).answer, FirstLightAnswer::kPlanned);
  bundle_.withdrawn = true;
  EXPECT_EQ(plan(at(7, 10)).answer, FirstLightAnswer::kNotAsked);
  bundle_.withdrawn = false;
  bundle_.policy.kinds = {1, 6};
  EXPECT_EQ(plan(at(7, 10)).answer, FirstLightAnswer::kNotAsked);
}

class FirstLightAnnouncement : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(paths_.data_dir);
    std::filesystem::create_directories(paths_.policy());
    DraftChoices choices;
    choices.admin = make_key_files(paths_.admin_key(), "admin")->public_key;
    choices.curation = make_key_files(paths_.curation_key(), "curation")->public_key;
    choices.collector = make_key_files(paths_.collector_key(), "collector")->public_key;
    choices.staff = {make_key_files(paths_.staff_key(), "staff")->public_key};
    v1::SignedDocument document =
        draft_policy({}, *make_draft(choices, {{1, "all", "All", 0, 75}}, at(7, 9)));
    for (const auto& path : {paths_.admin_key(), paths_.staff_key()}) {
      sign_document(document, Document::kPolicy, *read_key_file(path));
    }
    ASSERT_TRUE(publish_policy(paths_, document, at(7, 9)).ok());
    ASSERT_TRUE(extend_keys(paths_, at(7, 9)).ok());
  }
  void TearDown() override { std::filesystem::remove_all(paths_.data_dir); }

  const store::Paths paths_{std::filesystem::path(::testing::TempDir()) /
                            ::testing::UnitTest::GetInstance()->current_test_info()->name()};
};

TEST_F(FirstLightAnnouncement, AnInstallationFromBeforeThereWasOneIsNotAskedToWidenItsPolicy) {
  auto curation = curation::CurationDatabase::open(paths_.curation_db().string());
  ASSERT_TRUE(curation.ok()) << curation.status();
  EXPECT_TRUE(load_choices(*curation)->first_light);
  ASSERT_TRUE(curation->set_setting("draft.organisation", "Example Oy").ok());
  EXPECT_FALSE(load_choices(*curation)->first_light);
  ASSERT_TRUE(save_choices(DraftChoices(), *curation).ok());
  EXPECT_TRUE(load_choices(*curation)->first_light);
}

TEST_F(FirstLightAnnouncement, IsTheKeyLogsNextEntryAndThereIsOne) {
  const FirstLight light{kLightWindow, static_cast<std::int32_t>(kLightWindow) * 7 + 1};
  ASSERT_TRUE(announce_first_light(paths_, light, at(7, 10)).ok());
  const absl::StatusOr<Bundle> bundle = load_own_bundle(paths_, at(7, 10));
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_EQ(bundle->first_light, light);
  EXPECT_EQ(bundle->keys.back().window, kLightWindow + 4);
  EXPECT_EQ(plan_first_light(*bundle, *window::Calendar::from(bundle->policy), at(7, 10)).answer,
            FirstLightAnswer::kAnnounced);
  EXPECT_FALSE(announce_first_light(paths_, light, at(7, 11)).ok());
  ASSERT_TRUE(extend_keys(paths_, at(14, 9)).ok());  // the entry ahead is not made again
  EXPECT_EQ(load_own_bundle(paths_, at(14, 9))->keys.back().window, kLightWindow + 4);
  ASSERT_TRUE(extend_keys(paths_, at(21, 9)).ok());
  EXPECT_EQ(load_own_bundle(paths_, at(21, 9))->keys.back().window, kLightWindow + 5);
}

}  // namespace
}  // namespace desirepath::policy
