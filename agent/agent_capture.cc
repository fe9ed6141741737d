// The half of `Agent` that has to do with the capture thread: begins it, ends it, takes what it
// found.

#include <algorithm>
#include <chrono>
#include <utility>

#include "agent/agent.h"
#include "agent/log.h"
#include "agent/memory_return.h"

namespace desirepath::agent {
namespace {

constexpr absl::Duration kAccountsGrain = absl::Minutes(1);
constexpr std::chrono::minutes kBetweenBeginnings{10};  // of the capture, for memory's sake
constexpr std::chrono::seconds kLongestLabPatience{1};
constexpr int kLabSlots = 84;  // of a window

std::uint64_t random_seed() {
  const auto octets = seal::Random().octets<8>();
  std::uint64_t seed = 0;
  for (const std::uint8_t octet : octets) seed = seed << 8 | octet;
  return seed;
}

}  // namespace

// The day's note wants them each day, and a lab's day is short; the file is read once a minute.
void Agent::note_accounts() {
  if (!device_->wants_capture()) return;
  if (device_->now() >= next_accounts_ || device_->now() < next_accounts_ - kAccountsGrain) {
    next_accounts_ = device_->now() + kAccountsGrain;
    accounts_ = console::accounts_with_a_session();
  }
  device_->note_accounts(accounts_);
}

void Agent::collect() {
  if (census_ != nullptr) {
    for (const gateway::Census::Seen& seen : census_->take()) device_->note_presence(seen.presence);
  }
  while (const std::optional<ToolUse> use = queue_.pop()) {
    if (use->device == 0) {
      device_->take(*use);
    } else if (census_ != nullptr) {
      const std::optional<gateway::ObservedDevice> device = census_->device(use->device);
      if (device) device_->take_observed(device->key, *use);
    }
  }
  if (capture_ == nullptr) return;
  const CaptureProgress progress = capture_->progress();
  device_->note_flows(progress.flows() - told_flows_, progress.named_flows() - told_named_);
  told_flows_ = progress.flows();
  told_named_ = progress.named_flows();
}

// What the stages' limits do not bound should not end at the unit's MemoryMax: the capture begins
// anew, and its tables with it. If that does not help, doing it at every tick would only blind it.
void Agent::mind_memory() {
  const std::int64_t mebibytes = options_.settings.budget_memory_mib;
  const std::int64_t usual = options_.settings.gateway.empty() ? 64 : 512;
  const std::uint64_t most = static_cast<std::uint64_t>(mebibytes == 0 ? usual : mebibytes) << 20;
  const auto now = std::chrono::steady_clock::now();
  if (capture_ == nullptr || now < next_beginning_ || resident_memory() <= most) return;
  next_beginning_ = now + kBetweenBeginnings;
  log_line(LogLevel::kWarning, "memory: over the budget; the capture begins anew");
  end_capture();
  return_startup_memory();
}

void Agent::end_capture() {
  capture_.reset();
  collect();
}

// A gateway counts what is signed now, and only that.
void Agent::follow_networks() {
  if (!device_->is_gateway()) return;
  std::vector<policy::ObservedNetwork> networks = device_->observed_networks();
  const bool same = census_ == nullptr ? networks.empty() : census_->networks() == networks;
  if (same) return;
  end_capture();
  census_.reset();
  if (networks.empty()) return;
  census_ = std::make_unique<gateway::Census>(
      device_->observed()->secret(), std::move(networks), options_.settings.refused_networks,
      gateway::parse_gate(read_gate(options_.settings.state_dir)));
}

void Agent::steer_capture() {
  follow_networks();
  // The window's catalog is another one: look anew under that.
  if (capture_ != nullptr && capture_->matching() != device_->matching()) end_capture();
  if (!device_->wants_capture() || !options_.settings.capture) {
    capture_.reset();
    return;
  }
  if (capture_ == nullptr) {
    CaptureLoop::Options options;
    options.seed = random_seed();
    options.census = census_.get();
    const std::int64_t percent = options_.settings.budget_cpu_percent;
    const std::int64_t usual = options_.settings.gateway.empty() ? 5 : 50;
    options.processor_share = static_cast<double>(percent == 0 ? usual : percent) / 100;
    if (const window::Calendar* calendar = device_->keeper().calendar(); calendar->lab()) {
      const std::int64_t window = device_->keeper().in_force(device_->now())->lab_window_seconds;
      options.slot = std::chrono::milliseconds(window * 1000 / kLabSlots);
      options.patience = std::min<std::chrono::milliseconds>(options.slot, kLongestLabPatience);
    }
    told_flows_ = 0;
    told_named_ = 0;
    capture_ = std::make_unique<CaptureLoop>(source_, device_->matching(), queue_, options);
  }
  capture_->set_paused(device_->paused());
}

}  // namespace desirepath::agent
