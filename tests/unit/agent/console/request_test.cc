#include "agent/console/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <thread>

#include "agent/console/client.h"
#include "agent/console/server.h"

namespace desirepath::console {
namespace {

using ::testing::HasSubstr;

TEST(Request, EachComesBackAsItWas) {
  for (const Ask ask : {Ask::kStatus, Ask::kLedger, Ask::kPause, Ask::kVeto, Ask::kForget,
                        Ask::kPaths, Ask::kNotices, Ask::kObserved}) {
    const Request request{ask, "2026-W37", 1'800'000'000, 7, "google-docs", "fi", "10.20.0.7"};
    const absl::StatusOr<Request> back = parse_request(to_json(request));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back->ask, ask);
    EXPECT_EQ(back->window, "2026-W37");
    EXPECT_EQ(back->until, 1'800'000'000);
    EXPECT_EQ(back->position, 7U);
    EXPECT_EQ(back->address, "10.20.0.7");
    EXPECT_EQ(back->tool, "google-docs");
    EXPECT_EQ(back->language, "fi");
  }
}

TEST(Request, UnknownOnesAreRefusedByName) {
  const absl::StatusOr<Request> request = parse_request({{"ask", "everything"}});
  EXPECT_THAT(std::string(request.status().message()), HasSubstr("everything"));
  EXPECT_FALSE(parse_request({{"ask", 7}}).ok());
  EXPECT_FALSE(parse_request({{"ask", "veto"}, {"position", -1}}).ok());
}

// A server on a thread of its own, as the agent's is on its io_context.
class Served : public ::testing::Test {
 protected:
  Served() {
    server_ =
        *Server::open(context_, path_, [](const boost::json::object& request, const Peer& peer) {
          return boost::json::object{{"request", request}, {"account", peer.account}};
        });
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Served() override {
    context_.stop();
    thread_.join();
    server_.reset();
  }

  std::string path_ = std::string(::testing::TempDir()) + "console-" + std::to_string(getpid());
  boost::asio::io_context context_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

TEST_F(Served, AnswersWithTheKernelsWordOnWhoAsks) {
  const absl::StatusOr<boost::json::object> answer = ask(path_, {{"ask", "status"}});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->at("account").to_number<uid_t>(), geteuid());
  EXPECT_EQ(boost::json::serialize(answer->at("request")), R"({"ask":"status"})");
}

TEST(Client, SaysWhenNobodyListens) {
  const auto answer = ask("/nowhere/agent.sock", {{"ask", "status"}});
  EXPECT_THAT(std::string(answer.status().message()), HasSubstr("no agent is running"));
}

}  // namespace
}  // namespace desirepath::console
