#pragma once

// A gateway's agent for tests: its clock moved by hand, its page alive, and devices behind it by
// their keys.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agent/device.h"
#include "proto/seal/encoding.h"
#include "tests/unit/proto/policy/signed_bundle.h"

namespace desirepath::agent {

using gateway::DeviceKey;
using policy::SignedBundle;

constexpr std::uint32_t kFirstWindow = 2974;  // 2027-W01; the policy begins in the window after it
constexpr std::uint32_t kSales = 1;

inline DeviceKey key(std::uint8_t octet) {
  DeviceKey key{};
  key.fill(octet);
  return key;
}

class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() : now_(signed_.now()) {
    v1::Policy policy = signed_.draft();
    v1::ObservedNetwork& network = *policy.add_observed_without_agent();
    network.set_gateway("hq");
    network.add_ranges("10.20.0.0/16");
    network.set_devices(12);
    network.set_department(kSales);
    network.set_use(v1::NETWORK_USE_STAFF);
    signed_.publish(policy);
    for (std::uint32_t window = kFirstWindow; window < kFirstWindow + 9; ++window) {
      signed_.key(window, static_cast<std::uint8_t>(window));
    }
    std::string folder = std::string(::testing::TempDir()) + "gateway_XXXXXX";
    folder_ = mkdtemp(folder.data());
    open();
  }
  ~GatewayTest() override {
    device_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open(const std::string& label = "hq") {
    device_.reset();
    database_.reset();
    absl::StatusOr<store::Database> database =
        store::Database::open(folder_ + "/state.db", seal::Key{7}, {.durable = false});
    ASSERT_TRUE(database.ok()) << database.status();
    database_ = std::make_unique<store::Database>(*std::move(database));
    DeviceOptions options;
    options.gateway = label;
    for (const policy::PublicKey& signer : signed_.trust().signers) {
      options.signers.append(signer.begin(), signer.end());
    }
    absl::StatusOr<std::unique_ptr<Device>> device =
        Device::open(*database_, options, seal::Random(seal::Key{1}), moment());
    ASSERT_TRUE(device.ok()) << device.status();
    device_ = *std::move(device);
    tick();
  }

  [[nodiscard]] Moment moment() const { return {now_, now_ - signed_.now()}; }
  void tick() {
    device_->tick(moment());
    if (page_) device_->note_page();
  }
  void accept() {
    ASSERT_TRUE(device_->accept_bundle(signed_.message.SerializeAsString()).ok());
    tick();
  }
  void pass(absl::Duration time) {
    for (const absl::Time end = now_ + time; now_ < end;) {
      now_ = std::min(end, now_ + absl::Hours(1));
      tick();
    }
  }
  // To Monday 09:00 of the next window.
  void pass_to_monday() {
    const window::Calendar& calendar = *device_->keeper().calendar();
    pass(calendar.end(calendar.window_at(now_)) + absl::Hours(9) - now_);
  }
  void see(const DeviceKey& device, bool has_agent = false) {
    device_->note_presence({{device, kSales}, 10, 8, has_agent});
  }
  // An hour of work with the tool.
  void work(const DeviceKey& device, const std::string& id) {
    const catalog::Tool* tool = device_->catalog().tool_by_id(id);
    ASSERT_NE(tool, nullptr) << id;
    for (int slot = 0; slot < 12; ++slot) {
      now_ += absl::Minutes(5);
      tick();
      see(device);
      device_->take_observed(
          device, {capture::Time(std::chrono::microseconds(absl::ToUnixMicros(now_))), tool->number,
                   tool->need, 20'000ULL + 9'000ULL * static_cast<unsigned>(slot), 300'000,
                   catalog::Role::kApp, catalog::Evidence::kProduct, 1});
    }
  }
  // What the part of state.db of each device holds of its last window, by key.
  [[nodiscard]] std::vector<facts::Fact> told(const DeviceKey& device) {
    absl::StatusOr<store::Database> part = database_->part("gateway/" + seal::to_hex(device));
    const auto outbox = outbox::Outbox::open(*part, seal::Random());
    std::vector<facts::Fact> told;
    const auto ledger = outbox->ledger();
    for (const outbox::WindowFrames& window : *ledger) {
      EXPECT_EQ(window.frames.size(), 128U);
      for (const outbox::Frame& frame : window.frames) {
        if (frame.fact.kind != v1::FACT_KIND_DUMMY) told.push_back(frame.fact);
      }
    }
    return told;
  }
  static int count(const std::vector<facts::Fact>& told, facts::Kind kind) {
    return static_cast<int>(std::count_if(
        told.begin(), told.end(), [kind](const facts::Fact& fact) { return fact.kind == kind; }));
  }
  [[nodiscard]] std::uint64_t known() const { return device_->observed()->counts().known; }

  SignedBundle signed_;
  absl::Time now_;
  std::string folder_;
  bool page_ = true;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Device> device_;
};

}  // namespace desirepath::agent
