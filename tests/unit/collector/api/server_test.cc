#include "collector/api/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

#include "tests/unit/collector/api/known_person.h"
#include "tests/unit/collector/api/raw_http.h"

namespace desirepath::api {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr web::Asset kAssets[] = {
    {"/index.html", "text/html; charset=utf-8", "<!doctype html>page", "", "\"p1\"", false},
    {"/assets/a-1.js", "text/javascript; charset=utf-8", "alert", "gz", "\"a1\"", true},
};

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    ServerOptions options;
    options.assets = kAssets;
    options.provider.access = everybody_is(curation::UserRole::kViewer);
    options.provider.needs = [](const ReportQuery& query) -> absl::StatusOr<std::string> {
      if (query.window == "2020-W01") return absl::NotFoundError("window 2020-W01: not published");
      return R"({"window":")" + query.window + R"(","department":")" + query.department + R"("})";
    };
    options.provider.tools = [](const ReportQuery&) -> absl::StatusOr<std::string> {
      return absl::InternalError("published.db: /secret/path is damaged");
    };
    server_ = *Server::start(std::move(options));
  }

  std::string get(std::string_view target, std::string_view fields = "") {
    return api::get(server_->port(), target, fields);
  }

  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, PortZeroTakesAFreePortAndSaysWhich) {
  EXPECT_GT(server_->port(), 0);
  EXPECT_EQ(server_->url(), "http://127.0.0.1:" + std::to_string(server_->port()));
}

TEST_F(ServerTest, NeedsAreTheProvidersText) {
  const std::string answer = get("/api/v1/needs?window=2026-W37&department=sales");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(field_of(answer, "Content-Type"), "application/json");
  EXPECT_EQ(body_of(answer), R"({"window":"2026-W37","department":"sales"})");
}

TEST_F(ServerTest, KnownEntityTagIsAnsweredWithoutABody) {
  const std::string tag = field_of(get("/api/v1/needs"), "ETag");
  ASSERT_THAT(tag, Not(IsEmpty()));
  const std::string again = get("/api/v1/needs", "If-None-Match: W/\"x\", " + tag + "\r\n");
  EXPECT_THAT(again, StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(body_of(again), IsEmpty());
  EXPECT_THAT(get("/api/v1/needs?window=w", "If-None-Match: " + tag + "\r\n"),
              StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, ProvidersRefusalIsAProblem) {
  const std::string answer = get("/api/v1/needs?window=2020-W01");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 404"));
  EXPECT_EQ(field_of(answer, "Content-Type"), "application/problem+json");
  EXPECT_THAT(body_of(answer), HasSubstr("window 2020-W01: not published"));
}

TEST_F(ServerTest, InternalTroubleStaysInside) {
  const std::string answer = get("/api/v1/tools");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
}

TEST_F(ServerTest, PageAndDeepLinksAreOneFile) {
  EXPECT_EQ(body_of(get("/")), "<!doctype html>page");
  EXPECT_EQ(body_of(get("/needs/documents")), "<!doctype html>page");
  EXPECT_THAT(get("/nowhere"), StartsWith("HTTP/1.1 404"));
}

TEST_F(ServerTest, AssetComesCompressedWhereTheClientTakesIt) {
  const std::string squeezed = get("/assets/a-1.js", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(field_of(squeezed, "Content-Encoding"), "gzip");
  EXPECT_EQ(body_of(squeezed), "gz");
  EXPECT_EQ(body_of(get("/assets/a-1.js")), "alert");
  EXPECT_THAT(field_of(squeezed, "Cache-Control"), HasSubstr("immutable"));
}

TEST_F(ServerTest, AnswersCarryTheSecurityHeaders) {
  for (const char* target : {"/", "/api/v1/needs", "/nowhere", "/%"}) {
    const std::string answer = get(target);
    EXPECT_THAT(field_of(answer, "Content-Security-Policy"), HasSubstr("script-src 'self';"));
    EXPECT_THAT(field_of(answer, "Content-Security-Policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(field_of(answer, "X-Content-Type-Options"), "nosniff") << target;
  }
}

std::string behind_a_proxy(const std::string& trusted) {
  ServerOptions options;
  options.assets = kAssets;
  options.names = {"desk.example"};
  options.trusted_proxies = trusted;
  const auto server = *Server::start(std::move(options));
  RawHttp proxy(server->port());
  proxy.send(
      "GET /api/v1/version HTTP/1.1\r\nHost: desk.example\r\nX-Forwarded-Proto: https\r\n\r\n");
  return proxy.receive();
}

TEST(Server, BelievesATrustedProxyThatItWasHttpsAndNobodyElse) {
  const std::string believed = behind_a_proxy("10.0.0.0/8, 127.0.0.1");
  EXPECT_THAT(believed, StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(field_of(believed, "Strict-Transport-Security"), "max-age=31536000");
  const std::string plain = behind_a_proxy("10.0.0.0/8");
  EXPECT_THAT(plain, StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(field_of(plain, "Strict-Transport-Security"), "");
}

TEST(Server, SaysWhichProxyIsNoAddress) {
  ServerOptions options;
  options.trusted_proxies = "proxy.example";
  EXPECT_THAT(std::string(Server::start(std::move(options)).status().message()),
              HasSubstr("[web] trusted_proxies: \"proxy.example\" is no address"));
}

TEST(Server, APasswordThatIsHashedHoldsUpNobodyElse) {
  std::promise<void> health_was_answered;
  ServerOptions options;
  options.assets = kAssets;
  options.slow.emplace();
  options.slow->access.sign_in = [&](const Credentials&,
                                     const std::string&) -> absl::StatusOr<SignedIn> {
    const auto waited = health_was_answered.get_future().wait_for(std::chrono::seconds(20));
    if (waited != std::future_status::ready) return absl::InternalError("held up");
    return SignedIn{"secret", {}};
  };
  const auto server = *Server::start(std::move(options));
  RawHttp signing_in(server->port());
  signing_in.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 2\r\n\r\n{}");
  EXPECT_THAT(get(server->port(), "/api/v1/health"), StartsWith("HTTP/1.1 200"));
  health_was_answered.set_value();
  EXPECT_THAT(signing_in.receive(), StartsWith("HTTP/1.1 200"));
}

TEST(Server, StopsWhileAPasswordIsHashed) {
  std::promise<void> begun;
  ServerOptions options;
  options.assets = kAssets;
  options.slow.emplace();
  options.slow->access.sign_in = [&](const Credentials&,
                                     const std::string&) -> absl::StatusOr<SignedIn> {
    begun.set_value();
    return SignedIn{"secret", {}};
  };
  auto server = *Server::start(std::move(options));
  RawHttp signing_in(server->port());
  signing_in.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 2\r\n\r\n{}");
  begun.get_future().wait();
  server.reset();  // joins both threads; TSan and ASan watch the rest
  EXPECT_EQ(server, nullptr);
}

}  // namespace
}  // namespace desirepath::api
