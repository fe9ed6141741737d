#include "collector/api/entrance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collector/api/router.h"

namespace desirepath::api {
namespace {

using curation::UserRole;
using testing::HasSubstr;

// Of a route, with a name where one is wanted.
std::string address_of(const Route& route) {
  std::string address(route.pattern);
  for (std::size_t at = address.find('{'); at != std::string::npos; at = address.find('{')) {
    address.replace(at, address.find('}') - at + 1, "x");
  }
  return address;
}

// Who may ask: a session "cookie-of-anna" and two tokens; everything else is nobody.
class Entrance : public testing::Test {
 protected:
  Response ask(const std::string& method, const std::string& target) {
    request_.method = method;
    request_.target = target;
    request_.host = "127.0.0.1:8080";
    if (request_.content_type.empty()) request_.content_type = "application/json";
    if (request_.body.empty()) request_.body = "{}";
    Provider provider;
    provider.needs = [](const ReportQuery&) { return std::string("{}"); };
    provider.access.identify = [this](const Presented& presented) -> absl::StatusOr<Person> {
      asked_by_person_ = presented.asked_by_person;
      Person person = person_;
      if (presented.session == "cookie-of-anna") return person;
      if (!presented.token.starts_with("dpa_")) return absl::UnauthenticatedError("nobody");
      person.by_token = true;
      person.csrf = "";
      person.reads_only = presented.token == "dpa_reads";
      return person;
    };
    provider.access.note_read = [this](const Person& person, std::string_view operation) {
      noted_.push_back(person.name + " " + std::string(operation));
      return note_;
    };
    provider.operations["addUser"] = [this](const Call& call) -> absl::StatusOr<Outcome> {
      done_.push_back(call.person.name);
      return Outcome{};
    };
    provider.operations["getUsers"] = provider.operations["addUser"];
    return Router(std::move(provider), {}).handle(request_);
  }

  Response by_cookie(const std::string& method, const std::string& target) {
    request_.cookie = "other=1; desirepath-8080=cookie-of-anna";
    return ask(method, target);
  }

  Person person_{.name = "anna", .role = UserRole::kAdmin, .csrf = "proof", .session = ""};
  Request request_;
  bool asked_by_person_ = false;
  std::vector<std::string> done_;
  std::vector<std::string> noted_;
  absl::Status note_;
};

TEST_F(Entrance, NobodySeesNothingAndIsToldHowToSignIn) {
  for (const Route& route : routes()) {
    if (route.roles == kAnybody) continue;
    const Response response = ask(std::string(route.method), address_of(route));
    EXPECT_EQ(response.status, 401U) << route.operation;
    EXPECT_THAT(response.body, HasSubstr("sign in on the page")) << route.operation;
    EXPECT_EQ(response.fields.count("WWW-Authenticate"), 1U);
  }
}

TEST_F(Entrance, EachRoleIsRefusedWhatIsNotItsOwnAndToldWhoseItIs) {
  request_.csrf_token = "proof";
  for (const Route& route : routes()) {
    for (const UserRole role : {UserRole::kViewer, UserRole::kCurator, UserRole::kAuditor,
                                UserRole::kAdmin, UserRole::kStaffRep}) {
      if (route.roles == kAnybody || (route.roles & bit(role)) != 0) continue;
      person_.role = role;
      const Response response = by_cookie(std::string(route.method), address_of(route));
      EXPECT_EQ(response.status, 403U) << route.operation;
      EXPECT_THAT(response.body, HasSubstr("this is for the role " + roles_in_words(route.roles)));
    }
  }
  EXPECT_TRUE(done_.empty());
}

TEST_F(Entrance, ACookieOfAnotherPortIsNobodys) {
  request_.cookie = "desirepath-9090=cookie-of-anna; desirepath-80=cookie-of-anna";
  EXPECT_EQ(ask("GET", "/api/v1/users").status, 401U);
}

TEST_F(Entrance, ByHttpsTheCookieAndTheOriginAreThoseOfHttps) {
  request_.secure = true;
  EXPECT_EQ(by_cookie("GET", "/api/v1/users").status, 401U) << "a plain cookie could be planted";
  request_.cookie = "__Host-desirepath-8080=cookie-of-anna";
  EXPECT_EQ(ask("GET", "/api/v1/users").status, 200U);
  EXPECT_EQ(ask("GET", "/api/v1/users").fields.count("Strict-Transport-Security"), 1U);
  request_.csrf_token = "proof";
  request_.origin = "http://127.0.0.1:8080";
  EXPECT_EQ(ask("POST", "/api/v1/users").status, 403U);
  request_.origin = "https://127.0.0.1:8080";
  EXPECT_EQ(ask("POST", "/api/v1/users").status, 200U);
}

TEST_F(Entrance, WhereASecondFactorComesFirstOnlyThatIsOpen) {
  person_.must_set_up_factor = true;
  request_.csrf_token = "proof";
  const Response refused = by_cookie("GET", "/api/v1/users");
  EXPECT_EQ(refused.status, 403U);
  EXPECT_THAT(refused.body, HasSubstr("/problems/second-factor"));
  // Let in, and nothing is there to do it.
  EXPECT_EQ(by_cookie("POST", "/api/v1/second-factor").status, 404U);
  EXPECT_EQ(by_cookie("PUT", "/api/v1/second-factor").status, 404U);
}

TEST_F(Entrance, WhatChangesSomethingNeedsTheProofOfThePage) {
  EXPECT_EQ(by_cookie("GET", "/api/v1/users").status, 200U);
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 403U);
  request_.csrf_token = "proog";
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 403U);
  request_.csrf_token = "proof";
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 200U);
  request_.origin = "https://evil.example";
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 403U);
  request_.origin = "http://127.0.0.1:8080";
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 200U);
}

TEST_F(Entrance, ATokenReadsWithoutProofAndChangesOnlyIfItMay) {
  person_.role = UserRole::kViewer;
  request_.authorization = "Bearer dpa_reads";
  EXPECT_EQ(ask("GET", "/api/v1/needs").status, 200U);
  EXPECT_EQ(ask("GET", "/api/v1/tokens").status, 403U) << "a token makes no tokens";
  person_.role = UserRole::kCurator;
  EXPECT_THAT(ask("DELETE", "/api/v1/catalog/own-tools/x").body, HasSubstr("only reads"));
  request_.authorization = "Bearer dpa_changes";
  EXPECT_EQ(ask("DELETE", "/api/v1/catalog/own-tools/x").status, 404U) << "let in";
  request_.authorization = "Bearer x";
  EXPECT_EQ(by_cookie("GET", "/api/v1/needs").status, 401U) << "the cookie does not help it";
}

TEST_F(Entrance, AOneTimePasswordComesFirst) {
  person_.must_change_password = true;
  request_.csrf_token = "proof";
  EXPECT_THAT(by_cookie("GET", "/api/v1/users").body, HasSubstr("PUT /api/v1/session/password"));
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 403U);
  EXPECT_NE(by_cookie("PUT", "/api/v1/session/password").status, 403U);
}

TEST_F(Entrance, APageThatRefreshesItselfIsNotAPerson) {
  by_cookie("GET", "/api/v1/users");
  EXPECT_TRUE(asked_by_person_);
  request_.by_itself = true;
  by_cookie("GET", "/api/v1/users");
  EXPECT_FALSE(asked_by_person_);
}

TEST_F(Entrance, ASensitiveReadIsNotedBeforeItIsAnswered) {
  by_cookie("GET", "/api/v1/users");
  EXPECT_THAT(noted_, testing::ElementsAre("anna getUsers"));
  EXPECT_EQ(done_.size(), 1U);
  note_ = absl::UnavailableError("locked");
  EXPECT_EQ(by_cookie("GET", "/api/v1/users").status, 503U);
  EXPECT_EQ(done_.size(), 1U) << "what cannot be noted is not answered";
  person_.role = UserRole::kViewer;
  by_cookie("GET", "/api/v1/users");
  EXPECT_EQ(noted_.size(), 2U) << "a refused one read nothing";
  by_cookie("GET", "/api/v1/needs");
  EXPECT_EQ(noted_.size(), 2U);
}

TEST_F(Entrance, AnOperationTakesOneJsonObject) {
  request_.csrf_token = "proof";
  request_.content_type = "text/plain";
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 415U);
  request_.content_type = "application/json; charset=utf-8";
  for (const char* body : {"[]", "{", "{} {}", "7", "\"x\""}) {
    request_.body = body;
    EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 400U) << body;
  }
  request_.body = std::string(200, '{');
  EXPECT_EQ(by_cookie("POST", "/api/v1/users").status, 400U);
}

}  // namespace
}  // namespace desirepath::api
