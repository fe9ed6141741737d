#include "agent/capture_loop.h"

#include <optional>
#include <utility>

#include "agent/connection_counter.h"
#include "agent/forbidden_calls.h"
#include "agent/gateway_sink.h"
#include "agent/live_limits.h"
#include "agent/log.h"
#include "agent/owner_finder.h"
#include "agent/sight/observer.h"
#include "agent/tool_sink.h"

namespace desirepath::agent {
namespace {

capture::Time now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace

std::uint64_t CaptureProgress::malformed() const {
  return sight.bad_link + sight.bad_ip + sight.bad_transport + sight.bad_hello + sight.bad_quic +
         sight.bad_dns + sight.bad_http + sight.bad_name;
}

CaptureLoop::CaptureLoop(capture::PacketSource& source, std::shared_ptr<const Matching> matching,
                         UseQueue& queue, const Options& options)
    : source_(source),
      matching_(std::move(matching)),
      queue_(queue),
      thread_([this, options] { run(options); }) {}

CaptureLoop::~CaptureLoop() {
  stop_.store(true);
  source_.wake();
  thread_.join();
}

CaptureProgress CaptureLoop::progress() const {
  const absl::MutexLock lock(&mutex_);
  return progress_;
}

void CaptureLoop::run(const Options& options) {
  // Without no_new_privs it is not the daemon that runs this, and nothing is given up.
  if (const absl::Status status = forbid_calls(CallsOf::kCaptureThread); absl::IsInternal(status)) {
    log_line(LogLevel::kWarning, std::string(status.message()));
  }
  ToolSink own(matching_->catalog, matching_->matcher, queue_, options.slot);
  std::optional<GatewaySink> others;
  if (options.census != nullptr) {
    others.emplace(matching_->catalog, matching_->matcher, queue_, *options.census, options.slot);
  }
  UseSink& sink = others ? static_cast<UseSink&>(*others) : own;
  sight::ObserverOptions limits = others ? gateway_limits(options.seed, source_.shows_all())
                                         : live_limits(options.seed, source_.shows_all());
  limits.slot = options.slot;
  sight::Observer observer(sink, limits);
  ConnectionCounter connections;
  OwnerFinder owners;
  // The connections of a capture and of a gateway are not this machine's.
  const bool is_own = !limits.shows_all && !others;
  if (is_own) own.count_programs(owners);
  while (!stop_.load()) {
    const capture::SourceState state =
        source_.read(options.patience, [&](const capture::Packet& packet) {
          if (paused_.load(std::memory_order_relaxed)) return;
          if (is_own) connections.advance(observer, packet.time);
          if (others) options.census->note(packet);
          observer.observe(packet);
        });
    const capture::Time looked = now();
    if (is_own) connections.advance(observer, looked);
    observer.advance(looked);
    if (state == capture::SourceState::kAnew) observer.finish();
    sink.advance(looked);
    CaptureProgress progress{state,
                             source_.counts(),
                             observer.counts(),
                             observer.visibility(),
                             own.programs(),
                             is_own ? owners.trouble() : "",
                             source_.names(),
                             source_.trouble()};
    if (progress.trouble.empty()) progress.trouble = connections.trouble();
    const absl::MutexLock lock(&mutex_);
    progress_ = std::move(progress);
    if (state == capture::SourceState::kOver) break;
  }
  observer.finish();
  sink.finish();
  source_.release();
}

}  // namespace desirepath::agent
