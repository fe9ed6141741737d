#include "collector/api/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/collector/api/known_person.h"

namespace desirepath::api {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr web::Asset kOnePage[] = {
    {"/index.html", "text/html; charset=utf-8", "page", "", "\"p\"", false},
};

// A provider that counts how often it is asked and whose figures have a revision.
struct CountingProvider {
  int asked = 0;
  std::string revision = "w1";

  Provider provider() {
    Provider made;
    made.access = everybody_is(curation::UserRole::kViewer);
    made.needs = [this](const ReportQuery& query) -> absl::StatusOr<std::string> {
      ++asked;
      return query.format == ReportFormat::kCsv ? "need,low\r\n" : R"({"needs":[]})";
    };
    made.revision = [this] { return revision; };
    return made;
  }
};

Request asking(std::string target, std::string host = "localhost:8080") {
  Request request;
  request.target = std::move(target);
  request.host = std::move(host);
  return request;
}

TEST(Router, ReportIsKeptUntilTheRevisionChanges) {
  CountingProvider counting;
  Router router(counting.provider(), kOnePage);
  router.handle(asking("/api/v1/needs"));
  router.handle(asking("/api/v1/needs"));
  EXPECT_EQ(counting.asked, 1);
  router.handle(asking("/api/v1/needs?window=w1"));
  EXPECT_EQ(counting.asked, 2);
  counting.revision = "w2";
  router.handle(asking("/api/v1/needs"));
  EXPECT_EQ(counting.asked, 3);
}

TEST(Router, LargeReportsAreSqueezedForWhoeverAcceptsThat) {
  Provider provider;
  provider.access = everybody_is(curation::UserRole::kViewer);
  const std::string report = "[" + std::string(4096, ' ') + "]";
  provider.needs = [&](const ReportQuery&) { return report; };
  Router router(std::move(provider), kOnePage);
  Request request = asking("/api/v1/needs");
  const Response plain = router.handle(request);
  EXPECT_EQ(plain.body, report);
  EXPECT_FALSE(plain.fields.contains("Content-Encoding"));
  request.accepts_gzip = true;
  const Response squeezed = router.handle(request);
  EXPECT_LT(squeezed.body.size(), report.size() / 10);
  EXPECT_EQ(squeezed.fields.at("Content-Encoding"), "gzip");
  EXPECT_EQ(squeezed.fields.at("Vary"), "Accept-Encoding");
  request.if_none_match = squeezed.fields.at("ETag");
  const Response unchanged = router.handle(request);
  EXPECT_EQ(unchanged.status, 304u);
  EXPECT_FALSE(unchanged.fields.contains("Content-Encoding"));
}

TEST(Router, CsvIsAFileWithItsName) {
  CountingProvider counting;
  Router router(counting.provider(), kOnePage);
  const Response json = router.handle(asking("/api/v1/needs"));
  const Response csv = router.handle(asking("/api/v1/needs?format=csv"));
  EXPECT_EQ(json.content_type, "application/json");
  EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
  EXPECT_THAT(csv.fields.at("Content-Disposition"), HasSubstr("desirepath-needs.csv"));
  EXPECT_EQ(csv.body, "need,low\r\n");
}

TEST(Router, ForeignHostIsAnswered421AndNothingElse) {
  CountingProvider counting;
  Router router(counting.provider(), kOnePage);
  const Response response = router.handle(asking("/api/v1/needs", "rebound.example"));
  EXPECT_EQ(response.status, 421u);
  EXPECT_EQ(counting.asked, 0);
  EXPECT_EQ(router.handle(asking("/", "")).status, 421u);
}

TEST(Router, MisspeltParameterIsRefusedNotIgnored) {
  CountingProvider counting;
  Router router(counting.provider(), kOnePage);
  for (const char* target :
       {"/api/v1/needs?windw=2026-W37", "/api/v1/needs?window=", "/api/v1/needs?window=a%20b",
        "/api/v1/needs?format=xml", "/api/v1/needs?department=%3Cscript%3E"}) {
    const Response response = router.handle(asking(target));
    EXPECT_EQ(response.status, 400u) << target;
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_THAT(response.body, Not(HasSubstr("<script>")));
  }
  EXPECT_EQ(counting.asked, 0);
}

TEST(Router, OtherMethodsAreRefusedWithWhatIsAllowed) {
  CountingProvider counting;
  Router router(counting.provider(), kOnePage);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"}) {
    for (const char* target : {"/", "/api/v1/needs", "/api/v1/health", "/api/v1/version"}) {
      Request request = asking(target);
      request.method = method;
      const Response response = router.handle(request);
      EXPECT_EQ(response.status, 405u) << method << target;
      EXPECT_EQ(response.fields.at("Allow"), "GET, HEAD");
    }
  }
}

// What an unwell collector answers to somebody of the role that `person` changes.
Response unwell(
    curation::UserRole role, Request request,
    const std::function<void(Person&)>& person = [](Person&) {}) {
  Provider provider;
  provider.health = [] { return absl::DataLossError("published.db: damaged; restore a backup"); };
  const Access known = everybody_is(role);
  provider.access.identify = [known, person](const Presented& presented) {
    absl::StatusOr<Person> who = known.identify(presented);
    person(*who);
    return who;
  };
  request.target = "/api/v1/health";
  return Router(std::move(provider), kOnePage).handle(request);
}

Request signed_in() {
  Request request = asking("");
  request.cookie = "desirepath-8080=secret";
  return request;
}

Request by_token() {
  Request request = asking("");
  request.authorization = "Bearer secret";
  return request;
}

TEST(Router, AnUnwellCollectorTellsAnAdministratorWhy) {
  for (const Request& request : {signed_in(), by_token()}) {
    const Response response = unwell(curation::UserRole::kAdmin, request);
    EXPECT_EQ(response.status, 503u);
    EXPECT_THAT(response.body, HasSubstr("restore a backup"));
  }
}

TEST(Router, AnUnwellCollectorTellsNobodyElseWhy) {
  using enum curation::UserRole;
  for (const curation::UserRole role : {kViewer, kCurator, kAuditor, kStaffRep}) {
    const Response response = unwell(role, signed_in());
    EXPECT_EQ(response.status, 503u);
    EXPECT_THAT(response.body, Not(HasSubstr("published.db")));
  }
  const auto one_time = [](Person& person) { person.must_change_password = true; };
  const auto no_factor = [](Person& person) { person.must_set_up_factor = true; };
  for (const Response& response :
       {unwell(kAdmin, asking("")), unwell(kAdmin, signed_in(), one_time),
        unwell(kAdmin, signed_in(), no_factor)}) {
    EXPECT_EQ(response.status, 503u);
    EXPECT_THAT(response.body, Not(HasSubstr("published.db")));
  }
}

TEST(Router, APageAnnouncesWhatItsScriptAsksFirst) {
  const std::string session = "</api/v1/session>; rel=preload; as=fetch; crossorigin";
  const auto announced = [](curation::UserRole role, const std::string& target, bool known = true) {
    Provider provider;
    provider.access = everybody_is(role);
    Request request = known ? signed_in() : asking("");
    request.target = target;
    return Router(std::move(provider), kOnePage).handle(request).fields.at("Link");
  };
  using enum curation::UserRole;
  const std::string needs = ", </api/v1/needs>; rel=preload; as=fetch; crossorigin";
  for (const char* target : {"/", "/needs", "/needs/crm"}) {
    EXPECT_EQ(announced(kViewer, target), session + needs) << target;
  }
  EXPECT_THAT(announced(kCurator, "/tools/slack"), HasSubstr("</api/v1/tools>"));
  EXPECT_EQ(announced(kAdmin, "/"), session) << "an admin may not see it";
  EXPECT_EQ(announced(kViewer, "/", false), session) << "a stranger would be refused";
  EXPECT_EQ(announced(kViewer, "/?window=2026-W40"), session) << "that is another report";
  EXPECT_EQ(announced(kViewer, "/audit"), session);
}

TEST(Router, StrangersLearnThatItIsNotReadyAndNotWhy) {
  Provider provider;
  provider.health = [] { return absl::DataLossError("published.db: damaged"); };
  Router router(std::move(provider), kOnePage);
  const Response response = router.handle(asking("/readyz"));
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(response.body, "not ready\n");
}

TEST(Router, WatchersThatAskTooOftenWaitButForMetrics) {
  const auto last_of_many = [](Provider provider) {
    Router router(std::move(provider), kOnePage);
    router.set_rates({{1, 3}, {1, 2}, {1, 1}});
    Request request = asking("/readyz");
    request.peer = "192.0.2.7";
    unsigned status = 0;
    for (int i = 0; i < 3; ++i) status = router.handle(request).status;
    return status;
  };
  EXPECT_EQ(last_of_many({}), 429u);
  Provider metrics;
  metrics.metrics = [] { return std::string(); };
  EXPECT_EQ(last_of_many(std::move(metrics)), 200u);
}

TEST(Router, ReportWithoutAProviderIsAProblem) {
  Provider provider;
  provider.access = everybody_is(curation::UserRole::kViewer);
  Router router(std::move(provider), kOnePage);
  EXPECT_EQ(router.handle(asking("/api/v1/tools")).status, 500u);
}

TEST(Router, BusyDatabaseSaysWhenToComeAgain) {
  Provider provider;
  provider.access = everybody_is(curation::UserRole::kViewer);
  provider.tools = [](const ReportQuery&) { return absl::UnavailableError("locked"); };
  Router router(std::move(provider), kOnePage);
  const Response response = router.handle(asking("/api/v1/tools"));
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(response.fields.at("Retry-After"), "1");
}

}  // namespace
}  // namespace desirepath::api
