#include "collector/workplace/service_desk.h"

#include "collector/curation/api_tokens.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/calendar_links.h"
#include "tests/unit/collector/oidc/issued.h"
#include "tests/unit/collector/workplace/desk_test.h"

namespace desirepath::workplace {
namespace {

using boost::json::array;
using boost::json::object;
using curation::UserRole;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// The desk with a service that lives in this test.
class ServiceDeskTest : public DeskTest {
 protected:
  void SetUp() override {
    DeskTest::SetUp();
    oidc::ServiceSettings settings;
    settings.issuer = "https://login.example";
    settings.client_id = "desk";
    settings.roles = *oidc::parse_role_rules("curators = curator, admins = admin");
    desk_ = std::make_unique<ServiceDesk>(
        office_, sign_in_, settings,
        [this](const link::HttpAsked& asked) -> absl::StatusOr<link::HttpAnswer> {
          return link::HttpAnswer{200, answer_of(asked.address.target), "", ""};
        });
  }

  std::string answer_of(const std::string& target) const {
    if (target == "/keys") return issuer_.key_set("k1");
    if (target == "/token") {
      return boost::json::serialize(object{{"id_token", issuer_.sign(claims_)}});
    }
    return R"({"issuer":"https://login.example","authorization_endpoint":"https://login.example/auth",)"
           R"("token_endpoint":"https://login.example/token","jwks_uri":"https://login.example/keys"})";
  }

  // One sign-in from end to end, of a subject with groups.
  absl::StatusOr<api::SignedIn> come(const std::string& subject, const std::string& name,
                                     array groups, object more = {}) {
    const auto leaving = desk_->leave("https://desk.example/back");
    if (!leaving.ok()) return leaving.status();
    const oidc::Flow flow{leaving->flow};
    const std::int64_t now = absl::ToUnixSeconds(now_);
    claims_ = {{"iss", "https://login.example"},
               {"aud", "desk"},
               {"sub", subject},
               {"preferred_username", name},
               {"groups", std::move(groups)},
               {"nonce", flow.nonce()},
               {"iat", now},
               {"exp", now + 60}};
    for (const auto& member : more) claims_[member.key()] = member.value();
    return desk_->come_back(
        {flow.secret, "https://desk.example/back", "code", flow.state(), "", ""}, "");
  }
  static std::string fault(const absl::Status& status) {
    const auto word = status.GetPayload(api::kFault);
    return word ? std::string(*word) : "";
  }
  std::vector<std::string> deeds() {
    std::vector<std::string> actions;
    const auto newest = curation::AuditChain(curation_->database()).newest(0, 50);
    for (const auto& entry : *newest) {
      actions.push_back(entry.action);
    }
    return actions;
  }

  const oidc::Issuer issuer_{false};
  object claims_;
  const Clock clock_ = [this] { return now_; };
  const Office office_{*curation_, paths_, clock_};
  SignInDesk sign_in_{office_, {}};
  std::unique_ptr<ServiceDesk> desk_;
};

TEST_F(ServiceDeskTest, TheFirstTimeAPersonIsAddedAfterwardsTheSubjectCounts) {
  const auto first = come("u-1", "nora", {"staff", "curators"});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->person.name, "nora");
  EXPECT_EQ(first->person.role, UserRole::kCurator);
  EXPECT_TRUE(sign_in_.identify({first->session, "", true}).ok());
  const auto renamed = come("u-1", "nora.new", {"admins"});
  ASSERT_TRUE(renamed.ok()) << renamed.status();
  EXPECT_EQ(renamed->person.name, "nora");
  EXPECT_EQ(renamed->person.role, UserRole::kAdmin);
  EXPECT_THAT(deeds(), ::testing::ElementsAre("sign-in-by-service", "person-role-by-service",
                                              "sign-in-by-service", "person-added-by-service"));
}

TEST_F(ServiceDeskTest, ANameThatIsHereIsNotTakenOver) {
  add("root", UserRole::kAdmin, "a few good words");
  const absl::Status taken = come("u-2", "root", {"admins"}).status();
  EXPECT_EQ(fault(taken), "name");
  EXPECT_EQ(fault(come("u-2", "no blanks please", {"admins"}).status()), "name");
  EXPECT_TRUE(sign_in_.sign_in({"root", "a few good words", "", ""}, "").ok());
  ASSERT_TRUE(curation_->remove_user("root").ok());
  EXPECT_TRUE(come("u-2", "root", {"admins"}).ok());
}

TEST_F(ServiceDeskTest, WhoHasNoRoleAnyMoreIsOutAtOnce) {
  const auto before = come("u-3", "nora", {"curators"});
  ASSERT_TRUE(before.ok());
  const std::string token =
      *curation::ApiTokens(curation_->database())
           .make({0, "nora", "figures", false, now_, now_ + absl::Hours(24), std::nullopt});
  const std::string link =
      *curation::CalendarLinks(curation_->database()).make({"nora", "en", now_});
  EXPECT_TRUE(sign_in_.identify({"", token, true}).ok());
  EXPECT_EQ(fault(come("u-3", "nora", {"staff"}).status()), "no-role");
  EXPECT_FALSE(sign_in_.identify({before->session, "", true}).ok());
  EXPECT_FALSE(sign_in_.identify({"", token, true}).ok());
  EXPECT_FALSE((*curation::CalendarLinks(curation_->database()).find(link)).has_value());
  EXPECT_THAT(deeds(), Contains("turned-away-by-service"));
  EXPECT_EQ(fault(come("u-4", "stranger", {}).status()), "no-role");
  EXPECT_FALSE((*curation_->find_user("stranger")).has_value());
}

TEST_F(ServiceDeskTest, ARemovedPersonComesAsSomebodyNew) {
  ASSERT_TRUE(come("u-5", "nora", {"curators"}).ok());
  ASSERT_TRUE(curation_->remove_user("nora").ok());
  EXPECT_TRUE(come("u-5", "nora", {"curators"}).ok());
}

TEST_F(ServiceDeskTest, ARoleThatNeedsASecondFactorNeedsOneThere) {
  ASSERT_TRUE(curation::SecondFactors(curation_->database()).require({UserRole::kCurator}).ok());
  EXPECT_EQ(fault(come("u-6", "nora", {"curators"}).status()), "second-factor");
  const auto proved = come("u-6", "nora", {"curators"}, {{"amr", array{"pwd", "mfa"}}});
  ASSERT_TRUE(proved.ok()) << proved.status();
  EXPECT_FALSE(proved->person.must_set_up_factor);
}

TEST_F(ServiceDeskTest, AnAnswerToAnotherSignInIsStale) {
  ASSERT_TRUE(come("u-7", "nora", {"curators"}).ok());
  const oidc::Flow flow = oidc::new_flow();
  const oidc::Flow other = oidc::new_flow();
  for (const api::Returning& came :
       {api::Returning{flow.secret, "b", "code", other.state(), "", ""},
        api::Returning{"", "b", "code", oidc::Flow{""}.state(), "", ""},
        api::Returning{flow.secret, "b", "code", "", "", ""},
        api::Returning{flow.secret, "b", "code", flow.state(), "https://evil.example", ""}}) {
    EXPECT_EQ(fault(desk_->come_back(came, "").status()), "stale");
  }
  // The right state, but a token that was made for another one.
  EXPECT_EQ(fault(desk_->come_back({flow.secret, "b", "code", flow.state(), "", ""}, "").status()),
            "token");
}

TEST_F(ServiceDeskTest, WhatTheServiceRefusesIsToldToTheAdminAlone) {
  const oidc::Flow flow = oidc::new_flow();
  EXPECT_EQ(
      fault(
          desk_->come_back({flow.secret, "b", "", flow.state(), "", "access_denied"}, "").status()),
      "cancelled");
  EXPECT_EQ(
      fault(
          desk_->come_back({flow.secret, "b", "", flow.state(), "", "invalid_scope"}, "").status()),
      "settings");
  const object told = desk_->tell();
  EXPECT_THAT(std::string(told.at("last_fault").at("what").as_string()),
              HasSubstr("invalid_scope"));
  EXPECT_THAT(boost::json::serialize(told), Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace desirepath::workplace
