#include "collector/workplace/sign_in_desk.h"

#include "collector/curation/sign_in_links.h"
#include "tests/unit/collector/workplace/desk_test.h"

namespace desirepath::workplace {
namespace {

using curation::UserRole;
using ::testing::HasSubstr;
using ::testing::Not;

class SignInDeskTest : public DeskTest {
 protected:
  void prepare() override {
    add("anna", UserRole::kCurator, "a few good words");
    add("bert", UserRole::kViewer, "one-time-word", true);
  }
  api::Access& access() { return provider_.access; }
  absl::StatusOr<api::SignedIn> sign_in(const std::string& name, const std::string& password,
                                        const std::string& before = "") {
    return access().sign_in({name, password, "", ""}, before);
  }
};

TEST_F(SignInDeskTest, ARightPasswordBeginsASession) {
  const auto signed_in = sign_in("anna", "a few good words");
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_FALSE(signed_in->person.must_change_password);
  const auto person = access().identify({signed_in->session, "", true});
  ASSERT_TRUE(person.ok());
  EXPECT_EQ(person->name, "anna");
  EXPECT_EQ(person->role, UserRole::kCurator);
  EXPECT_EQ(person->csrf, signed_in->person.csrf);
  EXPECT_THAT(person->csrf, Not(HasSubstr(signed_in->session)));
}

TEST_F(SignInDeskTest, WrongNameAndWrongPasswordAreAnsweredAlike) {
  const auto wrong = sign_in("anna", "a few bad words");
  const auto unknown = sign_in("nobody", "a few good words");
  EXPECT_TRUE(absl::IsUnauthenticated(wrong.status()));
  EXPECT_EQ(wrong.status(), unknown.status());
}

TEST_F(SignInDeskTest, EachSignInHasANewSecretAndEndsTheOneBefore) {
  const auto first = sign_in("anna", "a few good words");
  const auto second = sign_in("anna", "a few good words", first->session);
  EXPECT_NE(first->session, second->session);
  EXPECT_FALSE(access().identify({first->session, "", true}).ok());
  EXPECT_TRUE(access().identify({second->session, "", true}).ok());
}

TEST_F(SignInDeskTest, GuessingIsSlowedDownAndSaysHowLongToWait) {
  for (int n = 0; n < 5; ++n) EXPECT_TRUE(absl::IsUnauthenticated(sign_in("anna", "x").status()));
  const absl::Status refused = sign_in("anna", "a few good words").status();
  EXPECT_TRUE(absl::IsResourceExhausted(refused)) << refused;
  EXPECT_EQ(refused.GetPayload(api::kRetryAfter), "1");
  now_ += absl::Seconds(1);
  EXPECT_TRUE(sign_in("anna", "a few good words").ok());
}

TEST_F(SignInDeskTest, AOneTimePasswordIsChangedFirst) {
  const auto signed_in = sign_in("bert", "one-time-word");
  ASSERT_TRUE(signed_in.ok());
  EXPECT_TRUE(signed_in->person.must_change_password);
  EXPECT_TRUE(
      absl::IsInvalidArgument(access().change_password(signed_in->person, "", "short").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      access().change_password(signed_in->person, "", "one-time-word").status()));
  const auto changed = access().change_password(signed_in->person, "", "my own few words");
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_FALSE(changed->person.must_change_password);
  EXPECT_FALSE(access().identify({signed_in->session, "", true}).ok()) << "the old one ended";
  EXPECT_FALSE(sign_in("bert", "one-time-word").ok());
  EXPECT_FALSE(sign_in("bert", "my own few words")->person.must_change_password);
}

TEST_F(SignInDeskTest, APasswordIsChangedOnlyWithTheOldOne) {
  const auto signed_in = sign_in("anna", "a few good words");
  EXPECT_TRUE(absl::IsUnauthenticated(
      access().change_password(signed_in->person, "guess", "my own few words").status()));
  EXPECT_TRUE(
      access().change_password(signed_in->person, "a few good words", "my own few words").ok());
}

TEST_F(SignInDeskTest, ALinkSignsInOnceWithoutAPassword) {
  const std::string link =
      *curation::SignInLinks(curation_->database()).make("bert", now_ + absl::Minutes(15));
  const auto signed_in = access().sign_in({"", "", "", link}, "");
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_EQ(signed_in->person.name, "bert");
  EXPECT_FALSE(signed_in->person.must_change_password);
  EXPECT_THAT(std::string(access().sign_in({"", "", "", link}, "").status().message()),
              HasSubstr("user link NAME"));
}

TEST_F(SignInDeskTest, ARoleThatIsTakenAwayCountsAtOnce) {
  const auto signed_in = sign_in("anna", "a few good words");
  ASSERT_TRUE(curation_->set_role("anna", UserRole::kViewer).ok());
  EXPECT_EQ(access().identify({signed_in->session, "", true})->role, UserRole::kViewer);
  ASSERT_TRUE(curation_->remove_user("anna").ok());
  EXPECT_TRUE(absl::IsUnauthenticated(access().identify({signed_in->session, "", true}).status()));
}

TEST_F(SignInDeskTest, SigningOutEndsTheSession) {
  const auto signed_in = sign_in("anna", "a few good words");
  EXPECT_TRUE(access().sign_out(signed_in->person, signed_in->session).ok());
  EXPECT_FALSE(access().identify({signed_in->session, "", true}).ok());
}

TEST_F(SignInDeskTest, ATokenActsForItsPersonWithinItsScope) {
  boost::json::object wanted{{"label", "nightly"}, {"scope", "read"}, {"days", 30}};
  const auto made = operate("makeToken", call("anna", UserRole::kCurator, {}, wanted));
  ASSERT_TRUE(made.ok()) << made.status();
  const std::string secret(made->body.at("token").as_string());
  const auto person = access().identify({"", secret, true});
  ASSERT_TRUE(person.ok());
  EXPECT_EQ(person->name, "anna");
  EXPECT_TRUE(person->by_token);
  EXPECT_TRUE(person->reads_only);
  now_ += absl::Hours(24 * 31);
  EXPECT_FALSE(access().identify({"", secret, true}).ok());
  wanted["scope"] = "everything";
  EXPECT_FALSE(operate("makeToken", call("anna", UserRole::kCurator, {}, wanted)).ok());
  wanted["scop"] = "read";
  EXPECT_FALSE(operate("makeToken", call("anna", UserRole::kCurator, {}, wanted)).ok());
}

}  // namespace
}  // namespace desirepath::workplace
