#include "collector/curation/audit_chain.h"
#include "collector/curation/second_factors.h"
#include "tests/unit/collector/workplace/desk_test.h"

namespace desirepath::workplace {
namespace {

using boost::json::object;
using curation::UserRole;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class SecondFactorTest : public DeskTest {
 protected:
  void prepare() override {
    add("anna", UserRole::kCurator, "a few good words");
    add("adam", UserRole::kAdmin, "other good words");
  }
  absl::StatusOr<api::SignedIn> sign_in(const std::string& code) {
    return provider_.access.sign_in({"anna", "a few good words", code, ""}, "");
  }
  api::Call annas(object body = {}) { return call("anna", UserRole::kCurator, {}, body); }
  std::string code_now(const curation::CodeSecret& secret) {
    return curation::code_at(secret, curation::code_step(now_));
  }
  // Sets one up and gives its secret; the recovery codes are in `codes_`.
  curation::CodeSecret set_up() {
    const auto secret = curation::SecondFactors(curation_->database()).begin("anna", now_);
    const auto done = operate("confirmSecondFactor", annas({{"code", code_now(*secret)}}));
    EXPECT_TRUE(done.ok()) << done.status();
    codes_.clear();
    for (const auto& code : done->body.at("recovery_codes").as_array()) {
      codes_.emplace_back(code.as_string());
    }
    now_ += absl::Minutes(1);
    return *secret;
  }
  std::vector<std::string> actions() {
    std::vector<std::string> said;
    const auto entries = curation::AuditChain(curation_->database()).newest(0, 100);
    for (const curation::AuditEntry& entry : *entries) said.push_back(entry.action);
    return said;
  }

  std::vector<std::string> codes_;
};

TEST_F(SecondFactorTest, BeginsWithThePasswordAndShowsTheSecretAsTextAndPicture) {
  EXPECT_TRUE(absl::IsInvalidArgument(
      operate("beginSecondFactor", annas({{"password", "guess"}})).status()));
  const auto begun = operate("beginSecondFactor", annas({{"password", "a few good words"}}));
  ASSERT_TRUE(begun.ok()) << begun.status();
  const std::string secret(begun->body.at("secret").as_string());
  EXPECT_THAT(secret, SizeIs(32));
  EXPECT_THAT(std::string(begun->body.at("address").as_string()), HasSubstr("secret=" + secret));
  EXPECT_GE(begun->body.at("modules").as_int64(), 21);
  EXPECT_TRUE(sign_in("").ok()) << "it counts only when it is confirmed";
}

TEST_F(SecondFactorTest, ItCountsOnceAFirstCodeWasGivenAndEndsTheOtherSessions) {
  const auto before = sign_in("");
  EXPECT_TRUE(absl::IsFailedPrecondition(
      operate("confirmSecondFactor", annas({{"code", "123456"}})).status()));
  const auto secret = curation::SecondFactors(curation_->database()).begin("anna", now_);
  EXPECT_TRUE(
      absl::IsInvalidArgument(operate("confirmSecondFactor", annas({{"code", "12345"}})).status()));
  now_ += absl::Minutes(15);
  EXPECT_TRUE(absl::IsFailedPrecondition(
      operate("confirmSecondFactor", annas({{"code", code_now(*secret)}})).status()));
  set_up();
  EXPECT_THAT(codes_, SizeIs(10));
  EXPECT_FALSE(provider_.access.identify({before->session, "", true}).ok());
}

TEST_F(SecondFactorTest, TheSignInAsksForACodeBehindARightPasswordOnly) {
  const auto secret = set_up();
  EXPECT_TRUE(sign_in("").status().GetPayload(api::kCodeWanted).has_value());
  const auto wrong = provider_.access.sign_in({"anna", "guess", code_now(secret), ""}, "").status();
  EXPECT_FALSE(wrong.GetPayload(api::kCodeWanted).has_value());
  const auto signed_in = sign_in(code_now(secret));
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_TRUE(signed_in->person.second_factor);
}

TEST_F(SecondFactorTest, ACodeThatWasUsedIsUsedUp) {
  const auto secret = set_up();
  const std::string code = code_now(secret);
  EXPECT_TRUE(sign_in(code).ok());
  EXPECT_THAT(std::string(sign_in(code).status().message()), HasSubstr("was used already"));
  EXPECT_THAT(std::string(sign_in(codes_[3]).status().message()), "");
  EXPECT_FALSE(sign_in(codes_[3]).ok()) << "a recovery code too";
  EXPECT_EQ(operate("getSecondFactor", annas())->body.at("recovery_codes"), 9);
  EXPECT_THAT(actions(), ::testing::Contains("recovery-code-used"));
}

TEST_F(SecondFactorTest, GuessingCodesIsSlowedDownEvenWithTheRightPassword) {
  const auto secret = set_up();
  for (int n = 0; n < 5; ++n) {
    EXPECT_TRUE(absl::IsUnauthenticated(sign_in("00000").status()));
    EXPECT_TRUE(sign_in("").status().GetPayload(api::kCodeWanted).has_value() || n == 4);
  }
  EXPECT_TRUE(absl::IsResourceExhausted(sign_in(code_now(secret)).status()));
  EXPECT_THAT(actions(), ::testing::Contains("sign-in-slowed"));
}

TEST_F(SecondFactorTest, ARoleThatNeedsOneOpensNothingElse) {
  const auto before = sign_in("");
  const object rule{{"second_factor", {"curator"}}};
  ASSERT_TRUE(operate("changeSignInRules", call("adam", UserRole::kAdmin, {}, rule)).ok());
  EXPECT_TRUE(provider_.access.identify({before->session, "", true})->must_set_up_factor);
  EXPECT_EQ(operate("getSecondFactor", annas())->body.at("required"), true);
  const auto secret = set_up();
  EXPECT_FALSE(sign_in(code_now(secret))->person.must_set_up_factor);
  const object wrong{{"second_factor", {"king"}}};
  EXPECT_TRUE(absl::IsInvalidArgument(
      operate("changeSignInRules", call("adam", UserRole::kAdmin, {}, wrong)).status()));
}

TEST_F(SecondFactorTest, AnAdminTakesALostOneAwayButNotHisOwn) {
  set_up();
  EXPECT_TRUE(operate("resetSecondFactor", call("adam", UserRole::kAdmin, {"anna"})).ok());
  EXPECT_TRUE(sign_in("").ok());
  EXPECT_TRUE(absl::IsNotFound(
      operate("resetSecondFactor", call("adam", UserRole::kAdmin, {"anna"})).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(
      operate("resetSecondFactor", call("adam", UserRole::kAdmin, {"adam"})).status()));
}

TEST_F(SecondFactorTest, ANewOneReplacesTheOldOnlyWithACodeOfIt) {
  const auto secret = set_up();
  const object without{{"password", "a few good words"}};
  EXPECT_TRUE(absl::IsInvalidArgument(operate("beginSecondFactor", annas(without)).status()));
  const object with{{"password", "a few good words"}, {"code", code_now(secret)}};
  EXPECT_TRUE(operate("beginSecondFactor", annas(with)).ok());
  now_ += absl::Minutes(1);
  EXPECT_TRUE(sign_in(code_now(secret)).ok()) << "the old one counts until the new is confirmed";
  now_ += absl::Minutes(1);
  set_up();
  EXPECT_FALSE(sign_in(code_now(secret)).ok());
}

}  // namespace
}  // namespace desirepath::workplace
