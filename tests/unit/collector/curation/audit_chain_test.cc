#include "collector/curation/audit_chain.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <optional>

#include "collector/curation/curation_database.h"
#include "proto/seal/hash.h"

namespace desirepath::curation {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AuditChainTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    auto database = CurationDatabase::open((folder_ / "curation.db").string());
    ASSERT_TRUE(database.ok()) << database.status();
    database_.emplace(*std::move(database));
    for (int n = 1; n <= 6; ++n) add("deed-" + std::to_string(n));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void add(const std::string& action) {
    AuditEntry entry;
    entry.by = "anna";
    entry.action = action;
    entry.subject = "miro";
    entry.detail = R"({"role":"auditor"})";
    entry.at = absl::FromUnixSeconds(1'800'000'000);
    ASSERT_TRUE(AuditChain(raw()).append(entry).ok());
  }
  // Somebody with the file and SQL.
  void tamper(const std::string& sql) { ASSERT_TRUE(raw().execute(sql).ok()) << sql; }
  std::string trouble(const AuditHead& noted = {}) {
    const absl::Status status = AuditChain(raw()).verify(noted).status();
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
    return std::string(status.message());
  }
  store::Database& raw() { return database_->database(); }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::optional<CurationDatabase> database_;
};

TEST_F(AuditChainTest, AnUntouchedChainIsWhole) {
  const auto head = AuditChain(raw()).verify();
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_EQ(head->number, 6);
  EXPECT_EQ(AuditChain(raw()).after(5, 10)->front().hash, head->hash);
}

TEST_F(AuditChainTest, AChangeOfAnyMemberIsFound) {
  for (const char* change : {"at = at + 1", "by = 'bert'", "action = 'deed-7'", "subject = ''",
                             "detail = '{}'", "hash = zeroblob(32)"}) {
    SetUp();
    tamper(std::string("UPDATE audit SET ") + change + " WHERE number = 3");
    EXPECT_THAT(trouble(), HasSubstr("entry 3 was changed")) << change;
  }
}

TEST_F(AuditChainTest, AWordMovedFromOneMemberToTheNextIsFound) {
  tamper("UPDATE audit SET by = 'annad', action = 'eed-3' WHERE number = 3");
  EXPECT_THAT(trouble(), HasSubstr("entry 3 was changed"));
}

TEST_F(AuditChainTest, ARemovedEntryIsFound) {
  tamper("DELETE FROM audit WHERE number = 4");
  EXPECT_THAT(trouble(), HasSubstr("entry 4 is missing"));
}

TEST_F(AuditChainTest, ARemovedEntryIsFoundWhenTheOthersMoveUp) {
  tamper(
      "DELETE FROM audit WHERE number = 4; UPDATE audit SET number = number - 1 WHERE number > 4");
  EXPECT_THAT(trouble(), HasSubstr("entry 4 does not follow"));
}

TEST_F(AuditChainTest, TheFirstEntriesCannotBeCutOff) {
  tamper("DELETE FROM audit WHERE number < 3; UPDATE audit SET number = number - 2");
  EXPECT_THAT(trouble(), HasSubstr("entry 1 does not follow"));
}

TEST_F(AuditChainTest, EntriesInAnotherOrderAreFound) {
  tamper(
      "UPDATE audit SET number = 99 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = 4;"
      "UPDATE audit SET number = 4 WHERE number = 99");
  EXPECT_THAT(trouble(), HasSubstr("entry 3 does not follow"));
}

TEST_F(AuditChainTest, AnInsertedEntryIsFound) {
  tamper(
      "UPDATE audit SET number = -number WHERE number > 3;"
      "UPDATE audit SET number = 1 - number WHERE number < 0;"
      "INSERT INTO audit SELECT 4, at, 'eve', action, subject, detail, hash, hash FROM audit "
      "WHERE number = 3");
  EXPECT_THAT(trouble(), HasSubstr("entry 4"));
}

TEST_F(AuditChainTest, EntriesCutOffTheEndAreFound) {
  tamper("DELETE FROM audit WHERE number > 4");
  EXPECT_THAT(trouble(), HasSubstr("entry 5 is missing at the end"));
}

TEST_F(AuditChainTest, ANotedHeadFindsAChainThatWasMadeAnew) {
  const AuditHead noted = *AuditChain(raw()).verify();
  EXPECT_EQ(head_text(*parse_head(head_text(noted))), head_text(noted));
  EXPECT_EQ(trouble(noted), "");
  add("deed-7");
  EXPECT_EQ(trouble(noted), "") << "it may have grown";
  tamper("DELETE FROM audit; DELETE FROM audit_head");
  for (int n = 1; n <= 7; ++n) add("another-" + std::to_string(n));
  EXPECT_EQ(trouble(), "") << "a whole chain, by itself";
  EXPECT_THAT(trouble(noted), HasSubstr("entry 6 is not the one that was noted"));
  tamper("DELETE FROM audit; DELETE FROM audit_head");
  EXPECT_THAT(trouble(noted), HasSubstr("entry 6 was noted and is missing"));
}

TEST_F(AuditChainTest, WhatIsUndoneLeavesNoEntry) {
  {
    const auto transaction = store::Transaction::begin(raw());
    add("deed-7");
  }
  EXPECT_EQ(AuditChain(raw()).verify()->number, 6);
}

TEST_F(AuditChainTest, IsReadFromBothEndsAndEachLineIsJson) {
  EXPECT_EQ(AuditChain(raw()).newest(0, 2)->front().number, 6);
  EXPECT_EQ(AuditChain(raw()).newest(3, 5)->front().number, 2);
  const auto entries = *AuditChain(raw()).after(0, 100);
  ASSERT_THAT(entries, SizeIs(6));
  const boost::json::value line = boost::json::parse(json_line(entries[0]));
  EXPECT_EQ(line.at("detail").at("role").as_string(), "auditor");
  EXPECT_EQ(line.at("at").as_string(), "2027-01-15T08:00:00Z");
  EXPECT_EQ(line.at("previous").as_string(), std::string(64, '0'));
  EXPECT_FALSE(parse_head("17").ok());
  EXPECT_FALSE(parse_head("x:00").ok());
}

TEST_F(AuditChainTest, AnEntryIsNotEndless) {
  AuditEntry entry;
  entry.subject = std::string(5000, 'x');
  EXPECT_TRUE(absl::IsInvalidArgument(AuditChain(raw()).append(entry)));
}

}  // namespace
}  // namespace desirepath::curation
