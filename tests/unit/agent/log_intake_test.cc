#include "agent/log_intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/ingest/line_json.h"
#include "tests/unit/agent/gateway_scene.h"

namespace desirepath::agent {
namespace {

class LogIntakeTest : public GatewayTest {
 protected:
  void begin() {
    accept();
    pass_to_monday();
    std::vector<policy::ObservedNetwork> networks = device_->observed_networks();
    ASSERT_FALSE(networks.empty());
    networks[0].routed = true;  // by address: a log tells no hardware
    census_ =
        std::make_unique<gateway::Census>(device_->observed()->secret(), std::move(networks),
                                          std::vector<policy::AddressRange>{}, gateway::GateEnd{});
    intake_ = std::make_unique<LogIntake>(*device_, census_);
  }

  [[nodiscard]] ingest::LogLine line(const std::string& name, std::uint64_t up,
                                     std::uint64_t down) const {
    ingest::LogLine line;
    line.time = capture::Time(std::chrono::microseconds(absl::ToUnixMicros(now_)));
    line.client = *policy::parse_address(client_);
    line.name = name;
    line.bytes_up = up;
    line.bytes_down = down;
    return line;
  }

  boost::json::object give(const ingest::LogLine& line) {
    boost::json::array lines;
    lines.push_back(ingest::to_json(line));
    boost::json::object answer = intake_->take(lines);
    for (const gateway::Census::Seen& seen : census_->take()) device_->note_presence(seen.presence);
    return answer;
  }

  // A line each five minutes for an hour, of other sizes: no timer's.
  void work_by_log(const std::string& name, std::uint64_t up) {
    for (int slot = 0; slot < 12; ++slot) {
      now_ += absl::Minutes(5);
      tick();
      EXPECT_EQ(give(line(name, up * static_cast<unsigned>(slot + 1), 300'000)).at("taken"), 1);
    }
  }

  [[nodiscard]] DeviceKey key_of(const std::string& address) const {
    return census_->of(*policy::parse_address(address)).device->key;
  }

  std::string client_ = "10.20.0.5";
  std::unique_ptr<gateway::Census> census_;
  std::unique_ptr<LogIntake> intake_;
};

TEST_F(LogIntakeTest, ConnectionsOfALogBecomeADevicesOwnFacts) {
  begin();
  work_by_log("app.slack.com", 9'000);
  client_ = "10.20.0.6";
  EXPECT_EQ(give(line("www.notion.so", 900, 3'000)).at("taken"), 1);  // looked at once: no use
  pass(absl::Hours(24 * 7));
  const std::vector<facts::Fact> used = told(key_of("10.20.0.5"));
  EXPECT_EQ(count(used, v1::FACT_KIND_HEARTBEAT), 1);
  EXPECT_EQ(count(used, v1::FACT_KIND_TOOL_WEEK), 1);
  const std::vector<facts::Fact> looked = told(key_of("10.20.0.6"));
  EXPECT_EQ(count(looked, v1::FACT_KIND_HEARTBEAT), 1);
  EXPECT_EQ(count(looked, v1::FACT_KIND_TOOL_WEEK), 0);
}

// By the use rule what moves evenly is a timer's: one line of a long connection is no use by
// itself.
TEST_F(LogIntakeTest, ALongConnectionToldByOneLineIsATimers) {
  begin();
  now_ += absl::Hours(1);
  tick();
  ingest::LogLine tunnel = line("app.slack.com", 60'000, 900'000);
  tunnel.lasted = std::chrono::minutes(25);  // six slots of ten kilobytes
  give(tunnel);
  client_ = "10.20.0.6";
  ingest::LogLine short_one = line("app.slack.com", 60'000, 900'000);
  give(short_one);  // all of it in one slot: a visit
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(count(told(key_of("10.20.0.5")), v1::FACT_KIND_TOOL_WEEK), 0);
  EXPECT_EQ(count(told(key_of("10.20.0.6")), v1::FACT_KIND_TOOL_WEEK), 0);
}

TEST_F(LogIntakeTest, QuestionsAloneAreNothing) {
  begin();
  for (int slot = 0; slot < 12; ++slot) {
    now_ += absl::Minutes(5);
    tick();
    ingest::LogLine question = line("app.slack.com", 0, 0);
    question.question = true;
    EXPECT_EQ(give(question).at("taken"), 1);
  }
  EXPECT_EQ(known(), 0U);
}

TEST_F(LogIntakeTest, ElsewhereAndYesterdayAreLeftOut) {
  begin();
  client_ = "10.99.0.5";
  EXPECT_EQ(give(line("app.slack.com", 9'000, 1)).at("elsewhere"), 1);
  client_ = "10.20.0.5";
  ingest::LogLine old = line("app.slack.com", 9'000, 1);
  old.time -= std::chrono::hours(24);
  EXPECT_EQ(give(old).at("late"), 1);
  old.time += std::chrono::hours(48);
  EXPECT_EQ(give(old).at("late"), 1);
  EXPECT_EQ(known(), 0U);
}

// A pause leaves no trace: neither in the answer, nor by lines that come when it is over.
TEST_F(LogIntakeTest, OfAPauseNothingIsKeptWheneverItIsTold) {
  begin();
  ASSERT_TRUE(device_->pause(now_ + absl::Hours(2)).ok());
  std::vector<ingest::LogLine> lines;
  for (int slot = 0; slot < 12; ++slot) {
    now_ += absl::Minutes(5);
    tick();
    lines.push_back(line("app.slack.com", 9'000 * static_cast<unsigned>(slot + 1), 300'000));
    EXPECT_EQ(give(lines.back()).at("taken"), 1);
  }
  ASSERT_TRUE(device_->resume().ok());
  now_ += absl::Minutes(5);
  tick();
  for (const ingest::LogLine& late : lines) EXPECT_EQ(give(late).at("taken"), 1);
  ingest::LogLine began_before = line("app.slack.com", 90'000, 900'000);
  began_before.lasted = std::chrono::minutes(60);
  give(began_before);
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(count(told(key_of("10.20.0.5")), v1::FACT_KIND_TOOL_WEEK), 0);
}

TEST_F(LogIntakeTest, WithoutNetworksItTakesNothingAndSaysWhy) {
  begin();
  census_.reset();
  const boost::json::object answer = intake_->take({ingest::to_json(line("app.slack.com", 1, 1))});
  EXPECT_FALSE(answer.contains("taken"));
  EXPECT_TRUE(answer.contains("waits"));
}

TEST_F(LogIntakeTest, WhatIsNoLineIsPassedOver) {
  begin();
  for (const char* text : {"[]", "[1,2,3,4,5,6,7]", "[1,\"zz\",\"a.b\",false,1,1,1]",
                           "[-5,\"00000000000000000000ffff0a140005\",\"a.b\",false,1,1,1]", "{}"}) {
    EXPECT_EQ(intake_->take({boost::json::parse(text)}).at("taken"), 0) << text;
  }
}

}  // namespace
}  // namespace desirepath::agent
