#include "tests/fleet/play.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "proto/catalog/shipped.h"
#include "proto/policy/bundle.h"
#include "tests/fleet/collector_command.h"
#include "tests/fleet/command.h"
#include "tests/fleet/device.h"
#include "tests/fleet/truth.h"

namespace desirepath::fleet {
namespace {

constexpr absl::Duration kFillerAfter = absl::Milliseconds(1500);
constexpr absl::Duration kPatience = absl::Seconds(120);  // for a collector that is away or behind

// The fleet and what it needs, in the order it is set up.
class Player {
 public:
  Player(const PlayOptions& options, const std::atomic<bool>& stopping)
      : options_(options), stopping_(stopping), collector_(options.collector, options.dir) {}

  absl::Status set_up();
  absl::Status backfill();
  absl::Status live();
  absl::Status write_truth() const;

 private:
  absl::Status fetch_bundle();
  absl::Status open_devices();
  // Every device lives `window` and hands in what it has to say.
  absl::Status play_window(std::uint32_t window);
  absl::Status play_device(std::uint32_t number, std::uint32_t window, Link& link);
  absl::Status await_arrival(std::uint32_t window);
  // Some filler from k devices and more: the last frames of a window wait at the gate for k
  // certificates.
  void send_filler(std::uint32_t window);
  [[nodiscard]] std::uint64_t frames_of(std::uint32_t window) const;
  FrameLog* log() { return options_.frames.empty() ? nullptr : &log_; }
  [[nodiscard]] bool stopping() const { return stopping_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::filesystem::path folder(std::uint32_t number) const {
    return options_.state / std::to_string(number);
  }

  const PlayOptions& options_;
  const std::atomic<bool>& stopping_;
  CollectorCommand collector_;
  absl::StatusOr<catalog::Catalog> catalog_ = absl::UnknownError("not read");
  absl::StatusOr<Habits> habits_ = absl::UnknownError("not made");
  policy::Bundle bundle_;
  std::optional<window::Calendar> calendar_;
  Surroundings around_;
  std::string token_;
  std::vector<std::unique_ptr<Device>> devices_;
  Truth truth_;
  FrameLog log_;
  std::size_t filler_ = 0;  // the device whose turn it is
};

absl::Status Player::set_up() {
  absl::StatusOr<Scenario> scenario = read_scenario(options_.scenario);
  if (!scenario.ok()) return scenario.status();
  catalog_ = catalog::Catalog::unpack(catalog::shipped());
  if (!catalog_.ok()) return catalog_.status();
  habits_ = Habits::create(*std::move(scenario), *catalog_);
  if (!habits_.ok()) return habits_.status();
  const std::uint32_t devices = habits_->scenario().devices;
  std::filesystem::create_directories(options_.state);
  if (!options_.frames.empty()) {
    if (absl::Status status = log_.open(options_.frames); !status.ok()) return status;
  }
  // The token is kept: a fleet that was killed while it enrolled goes on with the same one.
  const std::filesystem::path kept = options_.state / "token";
  if (std::ifstream file(kept); !(file >> token_)) {
    const absl::StatusOr<std::string> made = collector_.token(devices * 2);
    if (!made.ok()) return made.status();
    token_ = *made;
    std::ofstream(kept) << token_ << "\n";
  }
  if (absl::Status status = fetch_bundle(); !status.ok()) return status;
  return open_devices();
}

absl::Status Player::fetch_bundle() {
  const absl::StatusOr<std::string> gate = collector_.gate();
  if (!gate.ok()) return gate.status();
  Link link(*gate, token_);
  if (absl::Status status = link.connect(folder(0)); !status.ok()) return status;
  const auto answer = link.policy();
  if (!answer.ok()) return answer.status();
  const absl::StatusOr<std::vector<policy::PublicKey>> signers =
      policy::parse_signers(answer->second);
  if (!signers.ok()) return signers.status();
  absl::StatusOr<policy::Bundle> bundle = policy::verify_bundle(
      answer->first, {.signers = *signers, .allow_lab = true, .denied = {}}, nullptr, absl::Now());
  if (!bundle.ok()) return bundle.status();
  bundle_ = *std::move(bundle);
  if (bundle_.keys.empty())
    return absl::FailedPreconditionError(
        "fleet: the key log is empty; init the lab with --backfill");
  if (!calendar_.has_value()) {
    absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle_.policy);
    if (!calendar.ok()) return calendar.status();
    calendar_ = *std::move(calendar);
    around_ = {&*habits_, &*catalog_, &bundle_, &*calendar_, bundle_.keys.front().window};
  }
  return absl::OkStatus();
}

absl::Status Player::open_devices() {
  const std::uint32_t devices = habits_->scenario().devices;
  const std::vector<std::uint32_t>& swap = options_.swap;
  if (!swap.empty() && (swap[0] >= devices || swap[1] >= devices ||
                        habits_->department(swap[0]) != habits_->department(swap[1]))) {
    return absl::InvalidArgumentError("fleet: --swap needs two devices of one department");
  }
  for (std::uint32_t number = 0; number < devices; ++number) {
    std::uint32_t user = number;
    if (!swap.empty() && number == swap[0]) user = swap[1];
    if (!swap.empty() && number == swap[1]) user = swap[0];
    absl::StatusOr<std::unique_ptr<Device>> device = Device::open(around_, user, folder(number));
    if (!device.ok()) return device.status();
    devices_.push_back(*std::move(device));
  }
  return absl::OkStatus();
}

absl::Status Player::play_device(std::uint32_t number, std::uint32_t window, Link& link) {
  Device& device = *devices_[number];
  const Mishap mishap =
      options_.mishaps ? mishap_of(habits_->scenario().seed, number, window - around_.first_window)
                       : Mishap::kNone;
  const bool ahead = mishap == Mishap::kClockAhead;
  if (ahead || mishap == Mishap::kClockBehind) {
    if (absl::Status s = device.close_with_wrong_clock(window, ahead); !s.ok()) return s;
  }
  const absl::StatusOr<facts::Facts> facts = device.live(window);
  if (!facts.ok()) return facts.status();
  if (mishap == Mishap::kReinstalled) {
    truth_.lose(*facts);
    return device.start_over(window);
  }
  truth_.add(*facts);
  if (device.waiting(window)) {
    if (mishap == Mishap::kCloned) {
      const absl::StatusOr<std::string> gate = collector_.gate();
      if (!gate.ok()) return gate.status();
      Link its_own(*gate, token_);
      if (absl::Status status = device.send_as_clone(window, its_own); !status.ok()) return status;
    }
    if (absl::Status status = device.send(window, link, log(), mishap); !status.ok()) return status;
  }
  return mishap == Mishap::kReinstalledLate ? device.start_over(window) : absl::OkStatus();
}

absl::Status Player::play_window(std::uint32_t window) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  absl::Status first;
  const auto work = [&] {
    for (std::size_t n = next++; n < devices_.size() && !stopping(); n = next++) {
      const absl::Time deadline = absl::Now() + kPatience;
      absl::Status status;
      do {
        const absl::StatusOr<std::string> gate = collector_.gate();
        status = gate.status();
        if (status.ok()) {
          Link link(*gate, token_);
          status = play_device(static_cast<std::uint32_t>(n), window, link);
        }
        if (!status.ok()) absl::SleepFor(absl::Milliseconds(100));
      } while ((absl::IsUnavailable(status) || absl::IsAborted(status)) && absl::Now() < deadline &&
               !stopping());
      if (status.ok()) continue;
      const std::lock_guard lock(mutex);
      if (first.ok()) first = status;
      next = devices_.size();
    }
  };
  std::vector<std::thread> threads;
  for (unsigned n = 0; n < std::max(1U, options_.threads); ++n) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return first;
}

std::uint64_t Player::frames_of(std::uint32_t window) const {
  std::uint64_t on = 0;
  for (std::uint32_t number = 0; number < devices_.size(); ++number) {
    if (habits_->on(number, window - around_.first_window)) ++on;
  }
  return on * outbox::kFramesPerWindow;
}

void Player::send_filler(std::uint32_t window) {
  const absl::StatusOr<std::string> gate = collector_.gate();
  if (!gate.ok()) return;
  for (std::size_t n = 0;
       n < std::min<std::size_t>(devices_.size(), bundle_.policy.k + 2) && !stopping(); ++n) {
    Link link(*gate, token_);
    devices_[filler_++ % devices_.size()]->send_filler(window, link, log()).IgnoreError();
  }
}

// Every frame is acknowledged by now, so it is delivered or in one of the segments seen here. A
// count of what arrived would not do: a killed fleet sends some frames twice, and filler is counted
// without a look at its nonce.
absl::Status Player::await_arrival(std::uint32_t window) {
  const std::set<std::string> seen = collector_.spooled();
  const auto waiting = [&] {
    const std::set<std::string> now = collector_.spooled();
    return std::count_if(seen.begin(), seen.end(),
                         [&now](const std::string& name) { return now.contains(name); });
  };
  const absl::Time deadline = absl::Now() + kPatience;
  absl::Time nudged = absl::Now();
  while (absl::Now() < deadline && !stopping()) {
    if (waiting() == 0) return absl::OkStatus();
    if (absl::Now() - nudged > kFillerAfter) {
      send_filler(window);
      nudged = absl::Now();
    }
    absl::SleepFor(absl::Milliseconds(100));
  }
  if (stopping()) return absl::OkStatus();
  return absl::DeadlineExceededError(absl::StrCat("fleet: the gate still holds ", waiting(),
                                                  " segments of window ", window,
                                                  "; look at the collector's log"));
}

absl::Status Player::backfill() {
  const std::uint32_t weeks = habits_->scenario().weeks;
  for (std::uint32_t week = 0; week < weeks && !stopping(); ++week) {
    const std::uint32_t window = around_.first_window + week;
    const auto windows = collector_.windows();
    if (!windows.ok()) return windows.status();
    const auto state = windows->find(window);
    if (state != windows->end() && !state->second) continue;
    if (absl::Status status = play_window(window); !status.ok()) return status;
    if (stopping()) break;
    if (absl::Status status = await_arrival(window); !status.ok()) return status;
    if (stopping()) break;
    if (absl::Status status = collector_.freeze(window); !status.ok()) return status;
    std::cout << "window " << calendar_->name(window) << ": "
              << frames_of(window) / outbox::kFramesPerWindow << " devices, " << frames_of(window)
              << " frames, published" << std::endl;
  }
  if (!stopping()) std::cout << "backfill done" << std::endl;
  return absl::OkStatus();
}

absl::Status Player::live() {
  std::uint32_t window = around_.first_window + habits_->scenario().weeks;
  while (!stopping()) {
    const absl::Time end = calendar_->end(window);
    while (absl::Now() < end && !stopping()) absl::SleepFor(absl::Milliseconds(200));
    if (stopping()) break;
    if (absl::Now() < calendar_->end(window + 1)) {
      if (absl::Status status = fetch_bundle(); !status.ok()) return status;
      if (absl::Status status = play_window(window); !status.ok()) return status;
      std::cout << "live " << calendar_->name(window) << ": " << frames_of(window) << " frames"
                << std::endl;
    }
    ++window;
  }
  return absl::OkStatus();
}

absl::Status Player::write_truth() const {
  if (options_.truth.empty()) return absl::OkStatus();
  std::ofstream file(options_.truth);
  file << truth_.json(bundle_, *catalog_) << "\n";
  return file ? absl::OkStatus()
              : absl::InternalError(absl::StrCat("fleet: cannot write ", options_.truth));
}

}  // namespace

absl::Status play(const PlayOptions& options, const std::atomic<bool>& stopping) {
  Player player(options, stopping);
  if (absl::Status status = player.set_up(); !status.ok()) return status;
  if (absl::Status status = player.backfill(); !status.ok()) return status;
  if (absl::Status status = player.write_truth(); !status.ok()) return status;
  return options.live ? player.live() : absl::OkStatus();
}

}  // namespace desirepath::fleet
