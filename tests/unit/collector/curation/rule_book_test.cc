// Rules: two people, a limit, a history that stays.

#include "collector/curation/rule_book.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <optional>

#include "collector/curation/curation_database.h"

namespace desirepath::curation {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);
constexpr absl::Duration kDay = absl::Hours(24);

Rule rule_for(int days, std::uint32_t number = 1) {
  Rule rule;
  rule.notice.number = number;
  rule.notice.kind = policy::NoticeKind::kRule;
  rule.notice.tools = {7};
  rule.notice.use_instead = 8;
  rule.notice.legal_basis = "Works agreement 7";
  rule.notice.issued = absl::ToUnixSeconds(kNow);
  rule.notice.ends = absl::ToUnixSeconds(kNow + days * kDay);
  rule.notice.words = {"Use ours.", "Käytä omaamme.", "Nehmt unseres."};
  rule.owner = "legal@example.test";
  rule.blocks = true;
  return rule;
}

class RuleBookTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(path_);
    auto database = CurationDatabase::open(path_.string());
    ASSERT_TRUE(database.ok()) << database.status();
    database_.emplace(*std::move(database));
  }
  void TearDown() override { std::filesystem::remove(path_); }
  RuleBook book() { return RuleBook(database_->database()); }

  const std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::optional<CurationDatabase> database_;
};

TEST_F(RuleBookTest, IsInForceOnlyFromTheSecondPersonUntilItsEnd) {
  ASSERT_TRUE(book().draft(rule_for(30), "aino", kNow).ok());
  EXPECT_THAT(*book().in_force(kNow), IsEmpty());
  EXPECT_TRUE(absl::IsPermissionDenied(book().approve(1, "aino", kNow)));
  EXPECT_THAT(*book().in_force(kNow), IsEmpty());
  ASSERT_TRUE(book().approve(1, "adam", kNow + kDay).ok());
  EXPECT_THAT(*book().in_force(kNow + 29 * kDay), SizeIs(1));
  EXPECT_THAT(*book().in_force(kNow + 30 * kDay), IsEmpty());
  EXPECT_EQ(state_of(*book().rule(1), kNow + 30 * kDay), RuleState::kExpired);
  EXPECT_TRUE(absl::IsFailedPrecondition(book().approve(1, "berta", kNow + kDay)));
}

TEST_F(RuleBookTest, EvenSqlDoesNotLetOnePersonBeTwo) {
  ASSERT_TRUE(book().draft(rule_for(30), "aino", kNow).ok());
  EXPECT_FALSE(
      database_->database().execute("INSERT INTO rule_step VALUES (1, 1, 0, 'aino', '')").ok());
  EXPECT_FALSE(database_->database().execute("UPDATE rule SET blocks = 0").ok());
  EXPECT_FALSE(database_->database().execute("UPDATE rule_step SET by = 'eve'").ok());
}

TEST_F(RuleBookTest, WhatWasDraftedIsReadBackWithItsHistory) {
  const Rule drafted = rule_for(30);
  ASSERT_TRUE(book().draft(drafted, "aino", kNow).ok());
  ASSERT_TRUE(book().draft(rule_for(20, 2), "adam", kNow).ok());
  ASSERT_TRUE(book().approve(1, "adam", kNow + kDay).ok());
  ASSERT_TRUE(book().withdraw(1, "sofia", "the contract came", kNow + 2 * kDay).ok());
  const auto rules = book().rules();
  ASSERT_TRUE(rules.ok()) << rules.status();
  ASSERT_THAT(*rules, SizeIs(2));
  const Rule& rule = rules->back();
  EXPECT_EQ(rule.notice.words, drafted.notice.words);
  EXPECT_EQ(rule.owner, drafted.owner);
  EXPECT_TRUE(rule.blocks);
  ASSERT_THAT(rule.deeds, SizeIs(3));
  EXPECT_EQ(rule.deeds[1].by, "adam");
  EXPECT_EQ(rule.deeds[2].text, "the contract came");
  EXPECT_EQ(state_of(rule, kNow), RuleState::kWithdrawn);
  EXPECT_THAT(*book().in_force(kNow + 2 * kDay), IsEmpty());
  EXPECT_THAT(rules->front().deeds, SizeIs(1));
}

TEST_F(RuleBookTest, TheLimitsAreCompiledIn) {
  EXPECT_TRUE(check_rule(rule_for(kLongestRuleDays)).ok());
  EXPECT_TRUE(absl::IsInvalidArgument(check_rule(rule_for(kLongestRuleDays + 1))));
  Rule bare = rule_for(kLongestWithoutInsteadDays);
  bare.notice.use_instead = 0;
  EXPECT_TRUE(check_rule(bare).ok());
  bare.notice.ends += 1;
  EXPECT_THAT(std::string(check_rule(bare).message()), HasSubstr("name a tool to use instead"));
  Rule same = rule_for(10);
  same.notice.use_instead = 7;
  EXPECT_TRUE(absl::IsInvalidArgument(check_rule(same)));
  Rule lawless = rule_for(10);
  lawless.notice.legal_basis = "";
  EXPECT_TRUE(absl::IsInvalidArgument(check_rule(lawless)));
  Rule nobody = rule_for(10);
  nobody.owner = "";
  EXPECT_TRUE(absl::IsInvalidArgument(check_rule(nobody)));
}

TEST_F(RuleBookTest, AWordOfCareStopsNothing) {
  Rule care = rule_for(kLongestCareDays);
  care.notice.kind = policy::NoticeKind::kCare;
  care.notice.legal_basis = "";
  care.notice.use_instead = 0;
  EXPECT_THAT(std::string(check_rule(care).message()), HasSubstr("blocks"));
  care.blocks = false;
  EXPECT_TRUE(check_rule(care).ok()) << check_rule(care);
  care.notice.ends += 1;
  EXPECT_TRUE(absl::IsInvalidArgument(check_rule(care)));
}

TEST_F(RuleBookTest, NoMoreAreInForceThanDevicesTake) {
  const auto most = static_cast<std::uint32_t>(policy::kMaximumNotices);
  for (std::uint32_t n = 1; n <= most + 1; ++n) {
    ASSERT_TRUE(book().draft(rule_for(30, n), "aino", kNow).ok());
  }
  for (std::uint32_t n = 1; n <= most; ++n) ASSERT_TRUE(book().approve(n, "adam", kNow).ok());
  EXPECT_TRUE(absl::IsResourceExhausted(book().approve(most + 1, "adam", kNow)));
  ASSERT_TRUE(book().withdraw(1, "adam", "done", kNow).ok());
  EXPECT_TRUE(book().approve(most + 1, "adam", kNow).ok());
}

}  // namespace
}  // namespace desirepath::curation
