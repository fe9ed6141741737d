#include "agent/command/observe_live.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <random>

#include "agent/capture/live_source.h"
#include "agent/connection_counter.h"
#include "agent/forbidden_calls.h"
#include "agent/live_limits.h"
#include "agent/privileges.h"
#include "agent/sight/observer.h"

namespace desirepath::command {
namespace {

capture::LiveSource* stopped_by_signal = nullptr;
std::atomic<bool> stop_now{false};

// What is still in the ring is read before the end; who cannot wait for it asks twice.
void on_signal(int signal) {
  std::signal(signal, SIG_DFL);
  stop_now.store(true);
  stopped_by_signal->wake();
}

capture::Time now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::uint64_t seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

absl::StatusOr<LiveView> observe_live(const std::vector<std::string>& interfaces,
                                      std::chrono::seconds seconds, sight::Sink& sink,
                                      Output& output) {
  capture::LiveSource source(interfaces, capture::Showing());
  const absl::Status opened = source.open();
  if (!opened.ok() && (source.names().empty() || absl::IsNotFound(opened))) return opened;
  if (absl::Status status = agent::keep_only_the_right_to_capture(); !status.ok()) return status;
  if (absl::Status status = agent::forbid_calls(agent::CallsOf::kCaptureThread); !status.ok()) {
    return status;
  }
  stopped_by_signal = &source;
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, on_signal);

  sight::Observer observer(sink, agent::live_limits(seed(), source.shows_all()));
  agent::ConnectionCounter connections;
  const auto end = std::chrono::steady_clock::now() + seconds;
  while (!stop_now.load() && !output.failed()) {
    std::chrono::milliseconds patience{60'000};
    if (seconds.count() != 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          end - std::chrono::steady_clock::now());
      if (left.count() <= 0) break;
      patience = std::min(patience, left);
    }
    source.read(patience, [&](const capture::Packet& packet) {
      connections.advance(observer, packet.time);
      observer.observe(packet);
    });
    connections.advance(observer, now());
    output.flush();
  }
  if (!output.failed()) {
    source.drain([&](const capture::Packet& packet) { observer.observe(packet); });
  }
  connections.count(observer, now());
  observer.finish();
  output.flush();
  return LiveView{observer.counts(), observer.visibility(), source.counts()};
}

}  // namespace desirepath::command
