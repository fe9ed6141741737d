// What signs a person in: sessions, links, tokens, and the wait after wrong passwords.

#include <gmock/gmock.h>

#include <filesystem>

#include "collector/curation/api_tokens.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/sessions.h"
#include "collector/curation/sign_in_links.h"
#include "collector/curation/throttle.h"

namespace desirepath::curation {
namespace {

class SignInTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    auto database = CurationDatabase::open((folder_ / "curation.db").string());
    ASSERT_TRUE(database.ok()) << database.status();
    database_.emplace(*std::move(database));
    ASSERT_TRUE(database_->add_user({"anna", UserRole::kCurator, "$argon2id$x", false}).ok());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  store::Database& raw() { return database_->database(); }
  std::string file() const { return (folder_ / "curation.db").string(); }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::optional<CurationDatabase> database_;
  const absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
};

TEST_F(SignInTest, ASessionEndsAfterItsIdleTime) {
  Sessions sessions(raw());
  const std::string secret = *sessions.begin("anna", false, now_);
  EXPECT_TRUE(sessions.find(secret, now_ + absl::Minutes(29), true)->has_value());
  EXPECT_TRUE(sessions.find(secret, now_ + absl::Minutes(58), true)->has_value()) << "prolonged";
  EXPECT_FALSE(sessions.find(secret, now_ + absl::Minutes(89), true)->has_value());
}

TEST_F(SignInTest, APageThatRefreshesItselfDoesNotProlong) {
  Sessions sessions(raw());
  const std::string secret = *sessions.begin("anna", false, now_);
  EXPECT_TRUE(sessions.find(secret, now_ + absl::Minutes(29), false)->has_value());
  EXPECT_FALSE(sessions.find(secret, now_ + absl::Minutes(31), false)->has_value());
}

TEST_F(SignInTest, ASessionEndsAtItsLongestWhateverHappens) {
  Sessions sessions(raw());
  const std::string secret = *sessions.begin("anna", false, now_);
  for (int minutes = 20; minutes < 12 * 60; minutes += 20) {
    ASSERT_TRUE(sessions.find(secret, now_ + absl::Minutes(minutes), true)->has_value());
  }
  EXPECT_FALSE(sessions.find(secret, now_ + absl::Hours(12), true)->has_value());
}

TEST_F(SignInTest, ASecretIsNotInTheFile) {
  const std::string session = *Sessions(raw()).begin("anna", false, now_);
  const std::string link = *SignInLinks(raw()).make("anna", now_ + absl::Minutes(15));
  ASSERT_TRUE(raw().truncate_log().ok());
  std::ifstream in(file(), std::ios::binary);
  const std::string octets(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(octets.find(session), std::string::npos);
  EXPECT_EQ(octets.find(link), std::string::npos);
  EXPECT_NE(octets.find("anna"), std::string::npos) << "the file was read at all";
}

TEST_F(SignInTest, EndedSessionsAreNobodys) {
  Sessions sessions(raw());
  const std::string one = *sessions.begin("anna", false, now_);
  const std::string two = *sessions.begin("anna", true, now_);
  EXPECT_NE(one, two);
  ASSERT_TRUE(sessions.end(one).ok());
  EXPECT_FALSE(sessions.find(one, now_, true)->has_value());
  EXPECT_TRUE((*sessions.find(two, now_, true))->must_change);
  ASSERT_TRUE(database_->remove_user("anna").ok());
  EXPECT_FALSE(sessions.find(two, now_, true)->has_value());
  EXPECT_FALSE(sessions.find("", now_, true)->has_value());
}

TEST_F(SignInTest, TooManySessionsOfAPersonEndTheOldest) {
  Sessions sessions(raw());
  const std::string first = *sessions.begin("anna", false, now_);
  std::string last;
  for (int n = 1; n <= 64; ++n) last = *sessions.begin("anna", false, now_ + absl::Seconds(n));
  EXPECT_FALSE(sessions.find(first, now_ + absl::Seconds(65), true)->has_value());
  EXPECT_TRUE(sessions.find(last, now_ + absl::Seconds(65), true)->has_value());
}

TEST_F(SignInTest, ALinkWorksOnceAndInItsTime) {
  SignInLinks links(raw());
  const std::string link = *links.make("anna", now_ + absl::Minutes(15));
  EXPECT_EQ(*links.use(link, now_ + absl::Minutes(14)), "anna");
  EXPECT_FALSE(links.use(link, now_ + absl::Minutes(14))->has_value());
  const std::string late = *links.make("anna", now_ + absl::Minutes(15));
  EXPECT_FALSE(links.use(late, now_ + absl::Minutes(15))->has_value());
}

TEST_F(SignInTest, ATokenLastsUntilItsDayOrUntilItIsTakenBack) {
  ApiTokens tokens(raw());
  ApiToken wanted;
  wanted.person = "anna";
  wanted.label = "nightly export";
  wanted.made = now_;
  wanted.expires = now_ + absl::Hours(24);
  const std::string secret = *tokens.make(wanted);
  EXPECT_TRUE(secret.starts_with("dpa_"));
  EXPECT_FALSE((*tokens.find(secret, now_))->may_change);
  EXPECT_FALSE(tokens.find(secret, now_ + absl::Hours(24))->has_value());
  const std::int64_t number = tokens.of("anna")->front().number;
  EXPECT_TRUE(absl::IsNotFound(tokens.take_back("bert", number))) << "another's";
  EXPECT_TRUE(tokens.take_back("anna", number).ok());
  EXPECT_FALSE(tokens.find(secret, now_)->has_value());
  wanted.expires = now_ + absl::Hours(24 * 400);
  EXPECT_TRUE(absl::IsInvalidArgument(tokens.make(wanted).status()));
}

TEST_F(SignInTest, TheLastPersonOfANameIsRemovedOnce) {
  EXPECT_TRUE(database_->set_role("anna", UserRole::kAuditor).ok());
  EXPECT_EQ((*database_->find_user("anna"))->role, UserRole::kAuditor);
  EXPECT_TRUE(database_->remove_user("anna").ok());
  EXPECT_TRUE(absl::IsNotFound(database_->remove_user("anna")));
  EXPECT_TRUE(absl::IsNotFound(database_->set_role("anna", UserRole::kAdmin)));
}

TEST(Throttle, EachFailureAfterTheFifthDoublesTheWait) {
  Throttle throttle;
  absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  for (int n = 0; n < 4; ++n) throttle.failed("anna", now);
  EXPECT_EQ(throttle.wait("anna", now), absl::ZeroDuration());
  throttle.failed("anna", now);
  EXPECT_EQ(throttle.wait("anna", now), absl::Seconds(1));
  throttle.failed("anna", now);
  EXPECT_EQ(throttle.wait("anna", now), absl::Seconds(2));
  EXPECT_EQ(throttle.wait("bert", now), absl::ZeroDuration());
  EXPECT_EQ(throttle.wait("anna", now + absl::Seconds(2)), absl::ZeroDuration());
  for (int n = 0; n < 30; ++n) throttle.failed("anna", now);
  EXPECT_EQ(throttle.wait("anna", now), absl::Minutes(15));
  throttle.succeeded("anna");
  EXPECT_EQ(throttle.wait("anna", now), absl::ZeroDuration());
}

TEST(Throttle, ManyNamesAreSlowedDownTogether) {
  Throttle throttle;
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  for (int n = 0; n < 60; ++n) throttle.failed("name" + std::to_string(n), now);
  EXPECT_EQ(throttle.wait("anna", now + absl::Seconds(20)), absl::Seconds(40));
  EXPECT_EQ(throttle.wait("anna", now + absl::Minutes(1)), absl::ZeroDuration());
}

TEST(Throttle, ForgetsNamesAtItsLimitNotWaits) {
  Throttle throttle;
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  for (int n = 0; n < 12; ++n) throttle.failed("anna", now);
  for (int n = 0; n < 2000; ++n) {
    throttle.failed("anna", now + absl::Seconds(n));
    throttle.failed("name" + std::to_string(n), now + absl::Seconds(n));
  }
  EXPECT_EQ(throttle.wait("anna", now + absl::Hours(1)), absl::ZeroDuration());
  EXPECT_GT(throttle.failures("anna"), 2000);
  EXPECT_EQ(throttle.failures("name1"), 0);
}

TEST(NewPassword, IsLongAndNotTheName) {
  EXPECT_TRUE(check_new_password("correct horse", "anna").ok());
  EXPECT_FALSE(check_new_password("elevensigns", "anna").ok());
  EXPECT_FALSE(check_new_password("Anna.Annason@x", "anna.annason@x").ok());
  EXPECT_FALSE(check_new_password(std::string(257, 'x'), "anna").ok());
}

TEST(UserName, IsPlain) {
  EXPECT_TRUE(check_user_name("anna.annason@example.org").ok());
  for (const char* bad : {"", "a b", "a/b", "<b>", "ä"}) EXPECT_FALSE(check_user_name(bad).ok());
}

}  // namespace
}  // namespace desirepath::curation
