#include "agent/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::agent {
namespace {

using policy::SignedBundle;
using ::testing::HasSubstr;

constexpr std::uint32_t kFirstWindow = 2974;  // 2027-W01; the policy begins in the window after it

// A device in a folder of its own, whose clock is moved by hand from a Friday in January.
class DeviceTest : public ::testing::Test {
 protected:
  DeviceTest() : now_(signed_.now()) {
    signed_.publish(signed_.draft());
    // A window without a sealing key makes no frames.
    for (std::uint32_t window = kFirstWindow; window < kFirstWindow + 6; ++window) {
      signed_.key(window, static_cast<std::uint8_t>(window));
    }
    std::string folder = std::string(::testing::TempDir()) + "device_XXXXXX";
    folder_ = mkdtemp(folder.data());
    open();
  }
  ~DeviceTest() override {
    device_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() {
    device_.reset();
    database_.reset();
    absl::StatusOr<store::Database> database =
        store::Database::open(folder_ + "/state.db", seal::Key{7}, {.durable = false});
    ASSERT_TRUE(database.ok()) << database.status();
    database_ = std::make_unique<store::Database>(*std::move(database));
    DeviceOptions options;
    options.department = "sales";
    for (const policy::PublicKey& key : signed_.trust().signers) {
      options.signers.append(key.begin(), key.end());
    }
    absl::StatusOr<std::unique_ptr<Device>> device =
        Device::open(*database_, options, seal::Random(seal::Key{1}), moment());
    ASSERT_TRUE(device.ok()) << device.status();
    device_ = *std::move(device);
  }

  [[nodiscard]] Moment moment() const { return {now_, now_ - signed_.now()}; }
  void accept() {
    device_->tick(moment());
    ASSERT_TRUE(device_->accept_bundle(signed_.message.SerializeAsString()).ok());
    device_->tick(moment());
  }
  void pass(absl::Duration time) {
    for (const absl::Time end = now_ + time; now_ < end;) {
      now_ = std::min(end, now_ + absl::Hours(1));
      device_->tick(moment());
    }
  }
  // To Monday 00:30 of the organisation's zone: the first window that is seen whole has begun.
  void pass_to_monday() {
    const window::Calendar& calendar = *device_->keeper().calendar();
    pass(calendar.end(calendar.window_at(now_)) + absl::Minutes(30) - now_);
  }
  // An hour of work with the tool, in slots of five minutes.
  void work(const std::string& id) {
    const catalog::Tool* tool = device_->catalog().tool_by_id(id);
    ASSERT_NE(tool, nullptr) << id;
    for (int slot = 0; slot < 12; ++slot) {
      now_ += absl::Minutes(5);
      device_->tick(moment());
      device_->take({capture::Time(std::chrono::microseconds(absl::ToUnixMicros(now_))),
                     tool->number, tool->need, 20'000ULL + 9'000ULL * static_cast<unsigned>(slot),
                     300'000, catalog::Role::kApp, catalog::Evidence::kProduct});
    }
  }
  [[nodiscard]] std::vector<facts::Fact> told() {
    std::vector<facts::Fact> told;
    const auto ledger = device_->outbox().ledger();
    for (const outbox::WindowFrames& window : *ledger) {
      EXPECT_EQ(window.frames.size(), 128U);
      for (const outbox::Frame& frame : window.frames) {
        if (frame.fact.kind != v1::FACT_KIND_DUMMY) told.push_back(frame.fact);
      }
    }
    return told;
  }
  [[nodiscard]] int told_of_tools() {
    int count = 0;
    for (const facts::Fact& fact : told()) count += fact.kind == v1::FACT_KIND_TOOL_WEEK ? 1 : 0;
    return count;
  }

  SignedBundle signed_;
  absl::Time now_;
  std::string folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Device> device_;
};

TEST_F(DeviceTest, WithoutAPolicyNothingIsLookedAtOrRecorded) {
  EXPECT_FALSE(device_->wants_capture());
  work("slack");
  accept();
  pass_to_monday();
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(told_of_tools(), 0);
}

TEST_F(DeviceTest, AWindowSeenWholeBecomesFactsOnce) {
  accept();
  EXPECT_TRUE(device_->wants_capture());
  pass_to_monday();
  pass(absl::Hours(9));
  work("slack");
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(told_of_tools(), 1);
  open();
  pass(absl::Hours(24));
  EXPECT_EQ(told_of_tools(), 1);
  for (const facts::Fact& fact : told()) EXPECT_EQ(fact.department, 1U);
}

TEST_F(DeviceTest, HalfAWindowMakesNoFacts) {
  accept();
  work("slack");
  pass_to_monday();
  EXPECT_TRUE(told().empty());
}

TEST_F(DeviceTest, PausedNothingIsRecordedAndTheHeartbeatGoesOn) {
  accept();
  pass_to_monday();
  ASSERT_TRUE(device_->pause(now_ + absl::Hours(48)).ok());
  open();  // a pause outlives a restart
  device_->tick(moment());
  EXPECT_TRUE(device_->paused());
  EXPECT_TRUE(device_->wants_capture());
  pass(absl::Hours(9));
  work("slack");
  pass(absl::Hours(24 * 7));
  EXPECT_FALSE(device_->paused());
  EXPECT_EQ(told_of_tools(), 0);
  ASSERT_EQ(told().size(), 1U);
  EXPECT_EQ(told()[0].kind, v1::FACT_KIND_HEARTBEAT);
}

TEST_F(DeviceTest, TheEndOfAPauseStaysKnown) {
  accept();
  pass_to_monday();
  const absl::Time before = now_;
  ASSERT_TRUE(device_->pause(absl::InfiniteFuture()).ok());
  pass(absl::Hours(1));
  ASSERT_TRUE(device_->resume().ok());
  open();
  pass(absl::Hours(1));
  EXPECT_TRUE(device_->looked_away_at(before + absl::Minutes(59)));
  EXPECT_FALSE(device_->looked_away_at(before + absl::Minutes(61)));
  now_ -= absl::Hours(24);  // a clock set back does not stop the counting for so long
  pass(absl::Hours(1));
  EXPECT_FALSE(device_->looked_away_at(now_));
}

TEST_F(DeviceTest, OptedOutOnlyFillerIsMadeAndTheBundleStays) {
  accept();
  pass_to_monday();
  pass(absl::Hours(9));
  work("slack");
  ASSERT_TRUE(device_->opt_out().ok());
  pass(absl::Hours(24 * 7));
  EXPECT_TRUE(told().empty());
  EXPECT_FALSE(device_->outbox().ledger()->empty());
  open();
  device_->tick(moment());
  EXPECT_EQ(device_->validity(), policy::Validity::kValid);
  EXPECT_TRUE(device_->outbox().opted_out());
}

TEST_F(DeviceTest, AForgottenToolIsNeverTold) {
  accept();
  pass_to_monday();
  pass(absl::Hours(9));
  work("slack");
  work("notion");
  ASSERT_TRUE(device_->forget_tool(device_->catalog().tool_by_id("slack")->number).ok());
  work("slack");
  pass(absl::Hours(24 * 7));
  EXPECT_EQ(told_of_tools(), 1);
}

TEST_F(DeviceTest, AForeignBundleIsRefusedAndTheHeldOneStays) {
  accept();
  SignedBundle foreign;
  foreign.admin = policy::test_key(9);
  foreign.publish(foreign.draft());
  EXPECT_FALSE(device_->accept_bundle(foreign.message.SerializeAsString()).ok());
  EXPECT_FALSE(device_->refused().empty());
  EXPECT_EQ(device_->validity(), policy::Validity::kValid);
}

TEST_F(DeviceTest, AnEndedPolicyStopsTheLooking) {
  accept();
  now_ += absl::Hours(24 * 366);
  device_->tick(moment());
  EXPECT_EQ(device_->validity(), policy::Validity::kExpired);
  EXPECT_FALSE(device_->wants_capture());
}

}  // namespace
}  // namespace desirepath::agent
