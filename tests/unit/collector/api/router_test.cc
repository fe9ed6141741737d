#include "collector/api/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/collector/api/known_person.h"

namespace desirepath::api {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr web::Asset kAssets[] = {
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

Request get(std::string target, std::string host = "localhost:8080") {
  Request request;
  request.target = std::move(target);
  request.host = std::move(host);
  return request;
}

TEST(Router, ReportIsKeptUntilTheRevisionChanges) {
  CountingProvider counting;
  Router router(counting.provider(), kAssets);
  router.handle(get("/api/v1/needs"));
  router.handle(get("/api/v1/needs"));
  EXPECT_EQ(counting.asked, 1);
  router.handle(get("/api/v1/needs?window=w1"));
  EXPECT_EQ(counting.asked, 2);
  counting.revision = "w2";
  router.handle(get("/api/v1/needs"));
  EXPECT_EQ(counting.asked, 3);
}

TEST(Router, LargeReportsAreSqueezedForWhoeverAcceptsThat) {
  Provider provider;
  provider.access = everybody_is(curation::UserRole::kViewer);
  const std::string report = "[" + std::string(4096, ' ') + "]";
  provider.needs = [&](const ReportQuery&) { return report; };
  Router router(std::move(provider), kAssets);
  Request request = get("/api/v1/needs");
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
  Router router(counting.provider(), kAssets);
  const Response json = router.handle(get("/api/v1/needs"));
  const Response csv = router.handle(get("/api/v1/needs?format=csv"));
  EXPECT_EQ(json.content_type, "application/json");
  EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
  EXPECT_THAT(csv.fields.at("Content-Disposition"), HasSubstr("desirepath-needs.csv"));
  EXPECT_EQ(csv.body, "need,low\r\n");
}

TEST(Router, ForeignHostIsAnswered421AndNothingElse) {
  CountingProvider counting;
  Router router(counting.provider(), kAssets);
  const Response response = router.handle(get("/api/v1/needs", "rebound.example"));
  EXPECT_EQ(response.status, 421u);
  EXPECT_EQ(counting.asked, 0);
  EXPECT_EQ(router.handle(get("/", "")).status, 421u);
}

TEST(Router, MisspeltParameterIsRefusedNotIgnored) {
  CountingProvider counting;
  Router router(counting.provider(), kAssets);
  for (const char* target :
       {"/api/v1/needs?windw=2026-W37", "/api/v1/needs?window=", "/api/v1/needs?window=a%20b",
        "/api/v1/needs?format=xml", "/api/v1/needs?department=%3Cscript%3E"}) {
    const Response response = router.handle(get(target));
    EXPECT_EQ(response.status, 400u) << target;
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_THAT(response.body, Not(HasSubstr("<script>")));
  }
  EXPECT_EQ(counting.asked, 0);
}

TEST(Router, OtherMethodsAreRefusedWithWhatIsAllowed) {
  CountingProvider counting;
  Router router(counting.provider(), kAssets);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"}) {
    for (const char* target : {"/", "/api/v1/needs", "/api/v1/health", "/api/v1/version"}) {
      Request request = get(target);
      request.method = method;
      const Response response = router.handle(request);
      EXPECT_EQ(response.status, 405u) << method << target;
      EXPECT_EQ(response.fields.at("Allow"), "GET, HEAD");
    }
  }
}

TEST(Router, UnwellCollectorIsA503WithTheReason) {
  Provider provider;
  provider.health = [] { return absl::DataLossError("published.db: damaged; restore a backup"); };
  Router router(std::move(provider), kAssets);
  const Response response = router.handle(get("/api/v1/health"));
  EXPECT_EQ(response.status, 503u);
  EXPECT_THAT(response.body, HasSubstr("restore a backup"));
}

TEST(Router, ReportWithoutAProviderIsAProblem) {
  Provider provider;
  provider.access = everybody_is(curation::UserRole::kViewer);
  Router router(std::move(provider), kAssets);
  EXPECT_EQ(router.handle(get("/api/v1/tools")).status, 500u);
}

TEST(Router, BusyDatabaseSaysWhenToComeAgain) {
  Provider provider;
  provider.access = everybody_is(curation::UserRole::kViewer);
  provider.tools = [](const ReportQuery&) { return absl::UnavailableError("locked"); };
  Router router(std::move(provider), kAssets);
  const Response response = router.handle(get("/api/v1/tools"));
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(response.fields.at("Retry-After"), "1");
}

}  // namespace
}  // namespace desirepath::api
