// What a broken or hostile client sends, over real sockets: each is answered or dropped, none holds
// the server up.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "collector/api/server.h"
#include "tests/unit/collector/api/known_person.h"
#include "tests/unit/collector/api/raw_http.h"

namespace desirepath::api {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class HostileClient : public testing::Test {
 protected:
  HostileClient() : server_(start()) {}

  static std::unique_ptr<Server> start() {
    ServerOptions options;
    options.provider.access = everybody_is(curation::UserRole::kViewer);
    options.provider.needs = [](const ReportQuery&) -> absl::StatusOr<std::string> { return "{}"; };
    // Short, so that a test of slowness is not slow itself.
    options.limits.request = std::chrono::milliseconds(300);
    options.limits.idle = std::chrono::milliseconds(300);
    options.limits.connections = 8;
    return *Server::start(std::move(options));
  }

  std::string answer_to(std::string_view octets) {
    RawHttp client(server_->port());
    client.send(octets);
    return client.receive();
  }

  bool still_serves() {
    return get(server_->port(), "/api/v1/health").find("200 OK") != std::string::npos;
  }

  std::unique_ptr<Server> server_;
};

TEST_F(HostileClient, NonsenseIsAProblem) {
  for (const char* octets :
       {"nonsense\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00", "GET / HTTP/9.9\r\n\r\n",
        "GET /\x01 HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
        "Content-Length: 3\r\n\r\nabc"}) {
    const std::string answer = answer_to(octets);
    EXPECT_THAT(answer, testing::AnyOf(StartsWith("HTTP/1.1 4"), testing::IsEmpty())) << octets;
  }
  EXPECT_TRUE(still_serves());
  EXPECT_GT(server_->counts().malformed, 0u);
}

TEST_F(HostileClient, TooLongHeaderIs431) {
  const std::string answer =
      answer_to("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(9000, 'a') + "\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(answer, HasSubstr("application/problem+json"));
}

TEST_F(HostileClient, TooLargeBodyIs413BeforeItIsRead) {
  EXPECT_THAT(answer_to("POST /api/v1/needs HTTP/1.1\r\nHost: localhost\r\n"
                        "Content-Length: 9999999999\r\n\r\n"),
              StartsWith("HTTP/1.1 413"));
}

TEST_F(HostileClient, EndlessChunksAre413) {
  RawHttp client(server_->port());
  client.send(
      "POST /api/v1/needs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "4000\r\n" + std::string(0x4000, 'a') + "\r\n";
  for (int n = 0; n < 8; ++n) client.send(chunk);
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 413"));
}

TEST_F(HostileClient, SlowRequestIsEndedByOneDeadline) {
  RawHttp client(server_->port());
  client.send("GET / HTTP/1.1\r\nHost: local");
  const auto started = std::chrono::steady_clock::now();
  for (int n = 0; n < 3; ++n) client.send("a");  // trickling does not move the deadline
  EXPECT_TRUE(client.closed());
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(4));
}

TEST_F(HostileClient, SilentConnectionIsClosed) {
  RawHttp client(server_->port());
  EXPECT_TRUE(client.closed());
}

TEST_F(HostileClient, PipelinedRequestsAreAnsweredInOrder) {
  RawHttp client(server_->port());
  client.send(
      "GET /api/v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n"
      "GET /api/v1/needs HTTP/1.1\r\nHost: localhost\r\n\r\n"
      "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(body_of(client.receive()), HasSubstr("desirepath-collector"));
  EXPECT_EQ(body_of(client.receive()), "{}");
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 404"));
}

TEST_F(HostileClient, HeadHasTheLengthAndNoBody) {
  RawHttp client(server_->port());
  client.send("HEAD /api/v1/needs HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string answer = client.receive(true);
  EXPECT_EQ(field_of(answer, "Content-Length"), "2");
  client.send("GET /api/v1/needs HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200"));  // not the HEAD's body
}

TEST_F(HostileClient, TwoHostsOrNoneAreRefused) {
  EXPECT_THAT(answer_to("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 421"));
  EXPECT_THAT(answer_to("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"),
              StartsWith("HTTP/1.1 421"));
}

TEST_F(HostileClient, FloodOfConnectionsIsRefusedAndCountedAndEnds) {
  std::vector<std::unique_ptr<RawHttp>> flood;
  for (int n = 0; n < 20; ++n) flood.push_back(std::make_unique<RawHttp>(server_->port()));
  EXPECT_TRUE(flood.back()->closed());
  EXPECT_GE(server_->counts().refused_connections, 1u);
  for (const auto& client : flood) EXPECT_TRUE(client->closed());  // the idle time ends the rest
  EXPECT_TRUE(still_serves());
}

TEST(HostileClients, OneAddressCannotHoldEveryConnection) {
  ServerOptions options;
  options.limits.connections = 8;
  options.limits.connections_per_address = 2;
  options.limits.idle = std::chrono::minutes(1);
  const auto server = *Server::start(std::move(options));
  RawHttp first(server->port());
  RawHttp second(server->port());
  EXPECT_TRUE(RawHttp(server->port()).closed());
  EXPECT_EQ(server->counts().refused_connections, 1u);
  first.send("GET /api/v1/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(first.receive(), StartsWith("HTTP/1.1 200"));
}

TEST_F(HostileClient, ClientThatLeavesEarlyIsNoTrouble) {
  for (int n = 0; n < 5; ++n) {
    RawHttp client(server_->port());
    client.send("GET /api/v1/needs HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  EXPECT_TRUE(still_serves());
}

TEST(ServerStart, AddressThatIsNoLoopbackIsRefusedWithTheMend) {
  ServerOptions options;
  options.address = "0.0.0.0";
  const auto server = Server::start(std::move(options));
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(std::string(server.status().message()), HasSubstr("SSH tunnel"));
}

TEST(ServerStart, PortInUseNamesThePortAndTheMend) {
  const auto first = Server::start(ServerOptions{});
  ServerOptions options;
  options.port = (*first)->port();
  const auto second = Server::start(std::move(options));
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("port " + std::to_string((*first)->port())));
}

TEST(ServerStart, StopsWhileAClientIsConnected) {
  auto server = *Server::start(ServerOptions{});
  RawHttp client(server->port());
  client.send("GET /api/v1/vers");
  server->stop();
  server.reset();
  EXPECT_TRUE(client.closed());
}

}  // namespace
}  // namespace desirepath::api
