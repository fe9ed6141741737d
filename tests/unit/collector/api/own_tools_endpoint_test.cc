#include "collector/api/own_tools_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "collector/api/router.h"
#include "tests/unit/collector/api/known_person.h"

namespace desirepath::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Own tools of which it writes down what it was asked to do.
class OwnToolsEndpoint : public testing::Test {
 protected:
  Response ask(const std::string& method, const std::string& path,
               const std::string& body = "tools { }") {
    request_.method = method;
    request_.target = path;
    request_.host = "127.0.0.1:8080";
    request_.csrf_token = "proof";
    request_.content_type = "application/x-textproto; charset=utf-8";
    request_.body = body;
    return send();
  }
  Response send() {
    Provider provider;
    provider.access = everybody_is(role_);
    provider.own_tools.list = [] {
      return OwnToolList{.revision = 3001,
                         .draft_revision = 3002,
                         .tools = {{1'000'001,
                                    "our-board",
                                    "Our Board",
                                    "We",
                                    "whiteboard",
                                    {{"board.acme.example", "app", false}},
                                    "waiting"}}};
    };
    provider.own_tools.add = [this](const std::string& by,
                                    const std::string& text) -> absl::StatusOr<OwnToolsChange> {
      done_.push_back(by + " adds " + text);
      return outcome_;
    };
    provider.own_tools.drop = [this](const std::string& by,
                                     const std::string& id) -> absl::StatusOr<OwnToolsChange> {
      done_.push_back(by + " drops " + id);
      return outcome_;
    };
    return Router(std::move(provider), {}).handle(request_);
  }

  curation::UserRole role_ = curation::UserRole::kCurator;
  Request request_;
  std::vector<std::string> done_;
  absl::StatusOr<OwnToolsChange> outcome_ = OwnToolsChange{true, 3001, "2026-W41", {}};
};

constexpr const char* kPath = "/api/v1/catalog/own-tools";

TEST_F(OwnToolsEndpoint, ListsToWhoeverMayLook) {
  role_ = curation::UserRole::kViewer;
  const Response response = ask("GET", kPath);
  EXPECT_EQ(response.status, 200U);
  const boost::json::value list = boost::json::parse(response.body);
  EXPECT_EQ(list.at("draft_revision").as_int64(), 3002);
  EXPECT_EQ(list.at("tools").at(0).at("id").as_string(), "our-board");
  EXPECT_EQ(list.at("tools").at(0).at("hosts").at(0).at("role").as_string(), "app");
}

TEST_F(OwnToolsEndpoint, ACuratorAddsAndDrops) {
  const Response added = ask("POST", kPath, "tools { id: \"our-board\" }");
  EXPECT_EQ(added.status, 200U);
  EXPECT_EQ(boost::json::parse(added.body).at("counts_from").as_string(), "2026-W41");
  EXPECT_EQ(ask("DELETE", "/api/v1/catalog/own-tools/our-board").status, 200U);
  EXPECT_THAT(done_, ElementsAre("anna adds tools { id: \"our-board\" }", "anna drops our-board"));
}

TEST_F(OwnToolsEndpoint, WhatWaitsForASignatureIsAcceptedOnly) {
  outcome_ = OwnToolsChange{true, 3002, "", {"Our Board"}};
  const Response response = ask("POST", kPath);
  EXPECT_EQ(response.status, 202U);
  const boost::json::value told = boost::json::parse(response.body);
  EXPECT_TRUE(told.at("counts_from").is_null());
  EXPECT_EQ(told.at("waits_for_signature").at(0).as_string(), "Our Board");
}

TEST_F(OwnToolsEndpoint, NobodyElseChangesAnything) {
  role_ = curation::UserRole::kViewer;
  EXPECT_EQ(ask("POST", kPath).status, 403U);
  EXPECT_EQ(ask("DELETE", "/api/v1/catalog/own-tools/our-board").status, 403U);
  role_ = curation::UserRole::kAdmin;
  EXPECT_EQ(ask("POST", kPath).status, 403U);
  EXPECT_EQ(ask("GET", kPath).status, 403U) << "an admin decides nothing and sees no figures";
  EXPECT_THAT(done_, IsEmpty());
}

TEST_F(OwnToolsEndpoint, AnotherSitesPageChangesNothing) {
  ask("GET", kPath);
  request_.method = "POST";
  request_.origin = "https://evil.example";
  EXPECT_EQ(send().status, 403U);
  request_.origin = "http://127.0.0.1:8080";
  EXPECT_EQ(send().status, 200U);
  request_.content_type = "text/plain";  // what a form can send
  EXPECT_EQ(send().status, 415U);
  EXPECT_EQ(done_.size(), 1U);
}

TEST_F(OwnToolsEndpoint, FaultsComeBackWithTheirLines) {
  outcome_ = absl::InvalidArgumentError("body:6: host 'slack.com' stands in the shipped catalog");
  const Response response = ask("POST", kPath);
  EXPECT_EQ(response.status, 400U);
  EXPECT_THAT(response.body, HasSubstr("body:6: host 'slack.com'"));
  outcome_ = absl::NotFoundError("none of your own tools");
  EXPECT_EQ(ask("DELETE", "/api/v1/catalog/own-tools/slack").status, 404U);
  outcome_ = absl::FailedPreconditionError("no policy yet");
  EXPECT_EQ(ask("POST", kPath).status, 409U);
}

TEST_F(OwnToolsEndpoint, OtherMethodsAndPathsAreRefused) {
  EXPECT_EQ(ask("PUT", kPath).status, 405U);
  EXPECT_EQ(ask("GET", "/api/v1/catalog/own-tools/our-board").status, 405U);
  EXPECT_EQ(ask("DELETE", "/api/v1/catalog/own-tools/").status, 404U);
  EXPECT_EQ(ask("DELETE", "/api/v1/catalog/own-tools/a/b").status, 404U);
  EXPECT_EQ(ask("POST", "/api/v1/catalog/own-toolsx").status, 404U);
  EXPECT_THAT(done_, IsEmpty());
}

}  // namespace
}  // namespace desirepath::api
