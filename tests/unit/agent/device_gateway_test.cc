#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "agent/network_desk.h"
#include "tests/unit/agent/gateway_scene.h"

namespace desirepath::agent {
namespace {

TEST_F(GatewayTest, WithoutItsPageItLooksAtNothing) {
  page_ = false;
  open();
  accept();
  EXPECT_FALSE(device_->wants_capture());
  see(key(1));
  EXPECT_EQ(known(), 0U);
  EXPECT_THAT(gateway_waits(*device_), ::testing::HasSubstr("network-page"));
  device_->note_page();
  EXPECT_TRUE(device_->wants_capture());
  now_ += absl::Minutes(4);
  tick();
  EXPECT_FALSE(device_->wants_capture());
}

TEST_F(GatewayTest, AnotherGatewaysNetworksAreNoneOfItsBusiness) {
  open("branch");
  accept();
  EXPECT_FALSE(device_->wants_capture());
  EXPECT_THAT(gateway_waits(*device_), ::testing::HasSubstr("\"branch\""));
}

TEST_F(GatewayTest, EachDeviceTellsItsOwnFactsAsOneWithoutAnAgent) {
  accept();
  pass_to_monday();
  work(key(1), "slack");
  work(key(2), "notion");
  see(key(3));
  pass(absl::Hours(24 * 7));
  for (std::uint8_t device = 1; device <= 3; ++device) {
    const std::vector<facts::Fact> facts = told(key(device));
    EXPECT_EQ(count(facts, v1::FACT_KIND_HEARTBEAT), 1);
    EXPECT_EQ(count(facts, v1::FACT_KIND_TOOL_WEEK), device == 3 ? 0 : 1);
    for (const facts::Fact& fact : facts) {
      EXPECT_EQ(fact.department, kSales);
      if (fact.kind == v1::FACT_KIND_HEARTBEAT) {
        EXPECT_EQ(fact.value, 1U);
      }
    }
  }
  // A gateway is no device: its own frames are filler.
  const auto own = device_->outbox().ledger();
  ASSERT_FALSE(own->empty());
  for (const outbox::Frame& frame : own->back().frames) {
    EXPECT_EQ(frame.fact.kind, v1::FACT_KIND_DUMMY);
  }
}

TEST_F(GatewayTest, WhoWasNotThereInAWindowTellsNothingOfIt) {
  accept();
  pass_to_monday();
  work(key(1), "slack");
  pass(absl::Hours(24 * 14));
  std::set<std::uint32_t> windows;
  for (const facts::Fact& fact : told(key(1))) windows.insert(fact.window);
  EXPECT_EQ(windows.size(), 1U);
}

TEST_F(GatewayTest, DiariesOutliveARestartAndForgottenDevicesGo) {
  accept();
  pass_to_monday();
  work(key(1), "slack");
  device_->flush();
  open();
  EXPECT_EQ(known(), 1U);
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(count(told(key(1)), v1::FACT_KIND_TOOL_WEEK), 1);
  pass(absl::Hours(24 * 7 * 5));
  EXPECT_EQ(known(), 0U);
  EXPECT_TRUE(database_->names("gateway/")->empty());
}

TEST_F(GatewayTest, ADeviceThatSpeaksWithTheGateCountsItself) {
  accept();
  pass_to_monday();
  work(key(1), "slack");
  see(key(1), true);
  work(key(1), "notion");
  pass(absl::Hours(24 * 7));
  EXPECT_TRUE(told(key(1)).empty());
}

TEST_F(GatewayTest, AnOptOutErasesAndGoesOnInFillerWhateverHappens) {
  accept();
  pass_to_monday();
  work(key(1), "slack");
  ASSERT_TRUE(device_->observed()->opt_out({key(1), kSales}).ok());
  ASSERT_TRUE(device_->observed()->opt_out({key(2), kSales}).ok());  // before it was ever seen
  open();
  work(key(1), "notion");
  work(key(2), "notion");
  pass(absl::Hours(24 * 7));
  EXPECT_TRUE(told(key(1)).empty());
  EXPECT_TRUE(told(key(2)).empty());
  EXPECT_EQ(device_->observed()->counts().frames.made, 128U * 2);  // as if they had not
  ASSERT_TRUE(device_->hand_over().ok());                          // the gateway is erased
  EXPECT_EQ(known(), 0U);
  EXPECT_TRUE(device_->observed()->opted_out(key(1)));
  ASSERT_TRUE(device_->observed()->opt_in(key(1)).ok());
  pass_to_monday();
  work(key(1), "slack");
  work(key(2), "slack");
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(count(told(key(1)), v1::FACT_KIND_TOOL_WEEK), 1);
  EXPECT_TRUE(told(key(2)).empty());
}

TEST_F(GatewayTest, NoMoreDevicesAreCountedThanTheNetworksName) {
  accept();
  pass_to_monday();
  for (std::uint8_t device = 1; device <= 20; ++device) see(key(device));
  EXPECT_EQ(known(), 12U);
  EXPECT_EQ(device_->observed()->counts().beyond, 8U);
  see(key(1));
  EXPECT_EQ(device_->observed()->counts().beyond, 8U);
}

TEST_F(GatewayTest, ANetworkThatIsNoLongerSignedTellsNothingFromThenOn) {
  accept();
  pass_to_monday();
  work(key(1), "slack");
  v1::Policy narrower = signed_.draft();
  narrower.set_not_before(absl::ToUnixSeconds(now_));
  signed_.publish(narrower);
  accept();
  EXPECT_FALSE(device_->wants_capture());
  pass(absl::Hours(24 * 7));
  EXPECT_TRUE(told(key(1)).empty());
}

TEST_F(GatewayTest, ASessionBringsFramesOfAllDevicesInOneShuffle) {
  accept();
  pass_to_monday();
  for (std::uint8_t device = 1; device <= 10; ++device) work(key(device), "slack");
  const window::Calendar& calendar = *device_->keeper().calendar();
  pass(calendar.end(calendar.window_at(now_)) + absl::Hours(30) - now_);
  std::map<std::uint32_t, int> of;
  std::set<seal::Sealed> sealed;
  int turns = 0;
  for (int round = 0; round < 8; ++round) {
    const auto session = device_->begin_session();
    ASSERT_TRUE(session.ok()) << session.status();
    ASSERT_EQ(session->size(), 16U * 11);  // the gateway's own among them
    for (std::size_t i = 0; i < session->size(); ++i) {
      ++of[(*session)[i].observed];
      sealed.insert((*session)[i].sealed);
      if (i > 0 && (*session)[i].observed != (*session)[i - 1].observed) ++turns;
    }
    device_->frames_accepted(*session, session->size());
  }
  EXPECT_EQ(of.size(), 11U);
  for (const auto& [device, frames] : of) EXPECT_EQ(frames, 128) << device;
  EXPECT_EQ(sealed.size(), 128U * 11);
  EXPECT_GT(turns, 1000);  // of 1,408: 1,280 expected; one after the other would make 80
  EXPECT_TRUE(device_->begin_session()->empty());
  EXPECT_EQ(device_->observed()->counts().frames.delivered, 1280U);
}

TEST_F(GatewayTest, WhatTheGateDidNotTakeComesAgain) {
  accept();
  pass_to_monday();
  for (std::uint8_t device = 1; device <= 3; ++device) work(key(device), "slack");
  const window::Calendar& calendar = *device_->keeper().calendar();
  pass(calendar.end(calendar.window_at(now_)) + absl::Hours(30) - now_);
  const auto session = device_->begin_session();
  ASSERT_TRUE(session.ok());
  device_->frames_accepted(*session, 40);
  const std::uint64_t own = static_cast<std::uint64_t>(
      std::count_if(session->begin(), session->begin() + 40,
                    [](const auto& frame) { return frame.observed == 0; }));
  EXPECT_EQ(device_->observed()->counts().frames.delivered, 40 - own);
  EXPECT_EQ(device_->outbox().counts().delivered, own);
}

}  // namespace
}  // namespace desirepath::agent
