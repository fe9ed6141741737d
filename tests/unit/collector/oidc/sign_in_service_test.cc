#include "collector/oidc/sign_in_service.h"

#include <gmock/gmock.h>

#include "collector/link/digest.h"
#include "tests/unit/collector/oidc/issued.h"

namespace desirepath::oidc {
namespace {

using boost::json::object;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kIssuer = "https://login.example";
constexpr const char* kBack = "https://desk.example/api/v1/session/service/return";

class SignInServiceTest : public ::testing::Test {
 protected:
  SignInServiceTest() {
    settings_.issuer = kIssuer;
    settings_.client_id = "desk page";
    settings_.client_secret = "s+cret";
    answers_["/.well-known/openid-configuration"] = {
        200,
        R"({"issuer":"https://login.example","authorization_endpoint":"https://login.example/auth",)"
        R"("token_endpoint":"https://login.example/token","jwks_uri":"https://login.example/keys",)"
        R"("userinfo_endpoint":"https://login.example/me"})",
        "", ""};
    answers_["/keys"] = {200, issuer_.key_set("k1"), "", ""};
    answers_["/me"] = {200, R"({"sub":"u-17","preferred_username":"nora","groups":["desk"]})", "",
                       ""};
  }

  SignInService service() {
    return SignInService(settings_, [this](const link::HttpAsked& asked) {
      asked_.push_back(asked);
      const auto found = answers_.find(asked.address.target);
      return found == answers_.end()
                 ? absl::StatusOr<link::HttpAnswer>(link::HttpAnswer{404, "", "", ""})
                 : found->second;
    });
  }
  object claims() const {
    const std::int64_t now = absl::ToUnixSeconds(now_);
    return {{"iss", kIssuer},         {"aud", "desk page"}, {"sub", "u-17"},
            {"nonce", flow_.nonce()}, {"iat", now},         {"exp", now + 300}};
  }
  void give_token(const std::string& token) {
    answers_["/token"] = {200, R"({"access_token":"a-token","id_token":")" + token + R"("})", "",
                          ""};
  }
  int asked_for(std::string_view target) const {
    int times = 0;
    for (const link::HttpAsked& asked : asked_) times += asked.address.target == target ? 1 : 0;
    return times;
  }

  const Issuer issuer_{false};
  const Flow flow_ = new_flow();
  absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
  ServiceSettings settings_;
  std::map<std::string, absl::StatusOr<link::HttpAnswer>> answers_;
  std::vector<link::HttpAsked> asked_;
};

TEST_F(SignInServiceTest, TheBrowserIsSentWithEverythingThatTheAnswerIsHeldAgainst) {
  SignInService service = this->service();
  const absl::StatusOr<std::string> address = service.begin(flow_, kBack, now_);
  ASSERT_TRUE(address.ok()) << address.status();
  EXPECT_THAT(
      *address,
      AllOf(HasSubstr("https://login.example/auth?response_type=code&client_id=desk%20page"),
            HasSubstr("&redirect_uri=https%3a%2f%2fdesk.example%2fapi%2fv1"),
            HasSubstr("&state=" + flow_.state()), HasSubstr("&nonce=" + flow_.nonce()),
            HasSubstr("&code_challenge=" + seal::to_base64(link::sha256(flow_.verifier()))),
            HasSubstr("&code_challenge_method=S256"), Not(HasSubstr(flow_.secret)),
            Not(HasSubstr(flow_.verifier()))));
  EXPECT_EQ(flow_.verifier().size(), 43U);
  EXPECT_NE(new_flow().state(), flow_.state());
}

TEST_F(SignInServiceTest, TheCodeIsChangedForClaimsAndUserinfoFillsWhatTheTokenLacks) {
  SignInService service = this->service();
  give_token(issuer_.sign(claims()));
  const absl::StatusOr<object> who = service.finish(flow_, "the code", kBack, now_);
  ASSERT_TRUE(who.ok()) << who.status();
  EXPECT_EQ(who->at("preferred_username"), "nora");
  EXPECT_EQ(texts_of(*who, "groups"), std::vector<std::string>{"desk"});
  const link::HttpAsked& asked = asked_[1];
  EXPECT_EQ(asked.fields.at("Authorization"), "Basic ZGVzayUyMHBhZ2U6cyUyYmNyZXQ=");
  EXPECT_THAT(asked.body,
              AllOf(HasSubstr("code=the%20code"), HasSubstr("&code_verifier=" + flow_.verifier()),
                    Not(HasSubstr("client_secret"))));
  EXPECT_EQ(asked_.back().fields.at("Authorization"), "Bearer a-token");
}

TEST_F(SignInServiceTest, UserinfoOfSomebodyElseIsNotBelievedAndReplacesNothing) {
  SignInService service = this->service();
  give_token(issuer_.sign(claims()));
  answers_["/me"] = {200, R"({"sub":"u-18","groups":["admins"]})", "", ""};
  EXPECT_TRUE(absl::IsUnauthenticated(service.finish(flow_, "c", kBack, now_).status()));
  object whole = claims();
  whole["preferred_username"] = "nora";
  give_token(issuer_.sign(whole));
  answers_["/me"] = {200, R"({"sub":"u-17","preferred_username":"root","groups":["desk"]})", "",
                     ""};
  EXPECT_EQ(service.finish(flow_, "c", kBack, now_)->at("preferred_username"), "nora");
}

TEST_F(SignInServiceTest, ANewKeyIsFetchedOnceAMinuteAtMost) {
  SignInService service = this->service();
  give_token(issuer_.sign(claims()));
  ASSERT_TRUE(service.finish(flow_, "c", kBack, now_).ok());
  give_token(issuer_.sign(claims(), "k2"));
  EXPECT_TRUE(absl::IsUnauthenticated(service.finish(flow_, "c", kBack, now_).status()));
  EXPECT_EQ(asked_for("/keys"), 1);
  answers_["/keys"] = {200, issuer_.key_set("k2"), "", ""};
  now_ += absl::Minutes(1);
  EXPECT_TRUE(service.finish(flow_, "c", kBack, now_).ok());
  EXPECT_EQ(asked_for("/keys"), 2);
  EXPECT_EQ(asked_for("/.well-known/openid-configuration"), 1);
}

TEST_F(SignInServiceTest, ADiscoveryThatFailedIsNotTriedAgainForHalfAMinute) {
  SignInService service = this->service();
  const auto good = answers_.at("/.well-known/openid-configuration");
  answers_.at("/.well-known/openid-configuration") = absl::UnavailableError("it does not answer");
  EXPECT_TRUE(absl::IsUnavailable(service.begin(flow_, kBack, now_).status()));
  answers_.at("/.well-known/openid-configuration") = good;
  now_ += absl::Seconds(29);
  EXPECT_TRUE(absl::IsUnavailable(service.begin(flow_, kBack, now_).status()));
  EXPECT_EQ(asked_for("/.well-known/openid-configuration"), 1);
  now_ += absl::Seconds(1);
  EXPECT_TRUE(service.begin(flow_, kBack, now_).ok());
  EXPECT_EQ(asked_for("/.well-known/openid-configuration"), 2);
}

TEST_F(SignInServiceTest, WithoutACodeNothingIsAsked) {
  SignInService service = this->service();
  give_token(issuer_.sign(claims()));
  EXPECT_TRUE(absl::IsUnauthenticated(service.finish(flow_, "", kBack, now_).status()));
  EXPECT_TRUE(asked_.empty());
}

TEST_F(SignInServiceTest, WhatGoesWrongSaysWhoseItIsToMend) {
  struct Case {
    const char* target;
    link::HttpAnswer answer;
    absl::StatusCode code;
    const char* says;
  };
  const Case cases[] = {
      {"/.well-known/openid-configuration",
       {404, "", "", ""},
       absl::StatusCode::kFailedPrecondition,
       "check sign_in.issuer"},
      {"/.well-known/openid-configuration",
       {200, R"({"issuer":"https://login.example/"})", "", ""},
       absl::StatusCode::kFailedPrecondition,
       "write sign_in.issuer exactly so"},
      {"/.well-known/openid-configuration",
       {502, "", "", ""},
       absl::StatusCode::kUnavailable,
       "502"},
      {"/keys", {200, "{}", "", ""}, absl::StatusCode::kFailedPrecondition, "RS256 or ES256"},
      {"/token",
       {401, R"({"error":"invalid_client"})", "", ""},
       absl::StatusCode::kFailedPrecondition,
       "sign_in.client_id"},
      {"/token",
       {400, R"({"error":"invalid_grant"})", "", ""},
       absl::StatusCode::kUnauthenticated,
       "sign in again"},
      {"/token", {200, "{}", "", ""}, absl::StatusCode::kFailedPrecondition, "sign_in.scope"},
      {"/token",
       {200, R"({"id_token":"x.y.z"})", "", ""},
       absl::StatusCode::kUnauthenticated,
       "no signed JWT"},
      {"/me", {500, "", "", ""}, absl::StatusCode::kUnavailable, "500"}};
  give_token(issuer_.sign(claims()));
  const auto good = answers_;
  for (const Case& one : cases) {
    answers_ = good;
    answers_[one.target] = one.answer;
    SignInService service = this->service();
    const absl::Status status = service.finish(flow_, "c", kBack, now_).status();
    EXPECT_EQ(status.code(), one.code) << one.target << " " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(one.says)) << one.target;
  }
}

TEST_F(SignInServiceTest, APlainAddressInTheDiscoveryIsRefused) {
  answers_["/.well-known/openid-configuration"]->body =
      R"({"issuer":"https://login.example","authorization_endpoint":"http://login.example/auth"})";
  SignInService service = this->service();
  EXPECT_THAT(std::string(service.begin(flow_, kBack, now_).status().message()),
              HasSubstr("https authorization_endpoint"));
}

TEST(RoleRules, TheFirstThatFitsCountsAndFaultsAreNamed) {
  const auto rules = parse_role_rules("desk admins=admin, it = curator ,*=viewer");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(role_of({"it", "desk admins"}, *rules), curation::UserRole::kAdmin);
  EXPECT_EQ(role_of({}, *rules), curation::UserRole::kViewer);
  EXPECT_EQ(role_of({"other"}, *parse_role_rules("it = curator")), std::nullopt);
  for (const char* text : {"", "it", "it=", "=curator", "it = king", "it=curator,,"}) {
    EXPECT_THAT(std::string(parse_role_rules(text).status().message()), HasSubstr("GROUP = ROLE"));
  }
  EXPECT_TRUE(proved_twice({{"amr", boost::json::array{"pwd", "mfa"}}}));
  EXPECT_FALSE(proved_twice({{"amr", boost::json::array{"pwd"}}}));
}

}  // namespace
}  // namespace desirepath::oidc
