#include "collector/api/rate_limit.h"

#include <gmock/gmock.h>

#include <string>

#include "collector/api/router.h"

namespace desirepath::api {
namespace {

using std::chrono::seconds;

TEST(RateLimit, ABucketEmptiesAndFillsWithTime) {
  RateLimit limit;
  const Rate rate{2, 4};
  RateLimit::Time now{};
  for (int n = 0; n < 4; ++n) EXPECT_EQ(limit.take("anna", rate, now), 0);
  EXPECT_EQ(limit.take("anna", rate, now), 1);
  EXPECT_EQ(limit.take("bert", rate, now), 0) << "each has his own";
  now += seconds(1);
  EXPECT_EQ(limit.take("anna", rate, now), 0);
  EXPECT_EQ(limit.take("anna", rate, now), 0);
  EXPECT_EQ(limit.take("anna", rate, now), 1);
  now += seconds(3600);
  for (int n = 0; n < 4; ++n) EXPECT_EQ(limit.take("anna", rate, now), 0);
  EXPECT_EQ(limit.take("anna", {0.1, 4}, now), 10) << "how long to wait";
  EXPECT_EQ(limit.take("anna", {0, 0}, now), 0) << "no limit";
}

TEST(RateLimit, ManyKeysAreForgottenNotKept) {
  RateLimit limit;
  const Rate rate{1, 2};
  RateLimit::Time now{};
  for (int n = 0; n < 10'000; ++n) EXPECT_EQ(limit.take(std::to_string(n), rate, now), 0);
  limit.take("busy", rate, now);
  limit.take("busy", rate, now);
  now += seconds(1);
  EXPECT_EQ(limit.take("busy", rate, now), 0);
}

// What the router makes of it: a person, a token and a stranger have their own.
TEST(RateLimit, TheRouterAnswersWithAProblemThatSaysWhenToComeBack) {
  Provider provider;
  provider.needs = [](const ReportQuery&) { return std::string(R"({"needs":[]})"); };
  provider.access.identify = [](const Presented& presented) -> absl::StatusOr<Person> {
    if (presented.token.empty()) return absl::UnauthenticatedError("nobody");
    Person person;
    person.name = presented.token == "s" ? "sam" : "anna";
    person.by_token = presented.token != "s";
    person.role = curation::UserRole::kViewer;
    return person;
  };
  Router router(std::move(provider), {});
  router.set_rates({{1, 3}, {1, 2}, {1, 1}});
  const auto ask = [&](const std::string& token, const std::string& peer) {
    Request request;
    request.host = "localhost";
    request.target = "/api/v1/needs";
    request.peer = peer;
    if (!token.empty()) request.authorization = "Bearer " + token;
    return router.handle(request);
  };
  for (int n = 0; n < 3; ++n) EXPECT_EQ(ask("s", "10.0.0.1").status, 200U);
  EXPECT_EQ(ask("s", "10.0.0.2").status, 429U) << "a person is the same from elsewhere";
  for (int n = 0; n < 2; ++n) EXPECT_EQ(ask("t", "10.0.0.1").status, 200U);
  const Response refused = ask("t", "10.0.0.1");
  EXPECT_EQ(refused.status, 429U);
  EXPECT_EQ(refused.fields.at("Retry-After"), "1");
  EXPECT_EQ(refused.content_type, "application/problem+json");
  EXPECT_EQ(ask("", "10.0.0.3").status, 401U);
  EXPECT_EQ(ask("", "10.0.0.3").status, 429U);
  EXPECT_EQ(ask("", "10.0.0.4").status, 401U);
  EXPECT_EQ(ask("", "").status, 401U) << "behind the proxy nobody has an address";
  EXPECT_EQ(ask("", "").status, 401U);
}

TEST(ReportPage, PiecesOfOneReportMakeItWholeAndOfTwoNone) {
  std::string report = R"({"k":10,"needs":[1,2,3,4,5]})";
  Provider provider;
  provider.needs = [&](const ReportQuery&) { return report; };
  provider.access.identify = [](const Presented&) { return Person{}; };
  Router router(std::move(provider), {});
  const auto ask = [&](const std::string& query) {
    Request request;
    request.host = "localhost";
    request.target = "/api/v1/needs" + query;
    return router.handle(request);
  };
  EXPECT_EQ(ask("").body, report);
  const std::string first = ask("?limit=2").body;
  EXPECT_THAT(first, ::testing::StartsWith(R"({"k":10,"needs":[1,2],"next":"2.)"));
  const std::string cursor = first.substr(first.find("2."), first.rfind('"') - first.find("2."));
  EXPECT_THAT(ask("?limit=2&cursor=" + cursor).body,
              ::testing::StartsWith(R"({"k":10,"needs":[3,4],"next":"4.)"));
  EXPECT_EQ(ask("?limit=3&cursor=" + cursor).body, R"({"k":10,"needs":[3,4,5],"next":null})");
  EXPECT_NE(ask("?limit=1").fields.at("ETag"), ask("?limit=2").fields.at("ETag"));
  for (const char* wrong :
       {"?limit=0", "?limit=501", "?limit=x", "?limit=", "?cursor=x", "?limit=2&format=csv"}) {
    EXPECT_EQ(ask(wrong).status, 400U) << wrong;
  }
  EXPECT_EQ(ask("?cursor=99999." + cursor.substr(2)).body, R"({"k":10,"needs":[],"next":null})");
  report = R"({"k":10,"needs":[9]})";
  EXPECT_EQ(ask("?cursor=" + cursor).status, 409U);
}

}  // namespace
}  // namespace desirepath::api
