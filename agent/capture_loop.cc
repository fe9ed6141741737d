#include "agent/capture_loop.h"

#include <utility>

#include "agent/connection_counter.h"
#include "agent/sight/observer.h"
#include "agent/tool_sink.h"

namespace desirepath::agent {
namespace {

// Flows followed at once: 1 MiB. A laptop has a few hundred; what is evicted is counted.
constexpr std::uint32_t kMostFlows = 1U << 13;
constexpr std::uint32_t kMostNames = 1U << 13;
constexpr std::uint32_t kMostAnswers = 1U << 13;

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
  ToolSink sink(matching_->catalog, matching_->matcher, queue_, options.slot);
  sight::ObserverOptions limits;
  limits.most_flows = kMostFlows;
  limits.most_names = kMostNames;
  limits.most_answers = kMostAnswers;
  limits.slot = options.slot;
  limits.seed = options.seed;
  limits.shows_all = source_.shows_all();
  sight::Observer observer(sink, limits);
  ConnectionCounter connections;
  while (!stop_.load()) {
    const capture::SourceState state =
        source_.read(options.patience, [&](const capture::Packet& packet) {
          if (paused_.load(std::memory_order_relaxed)) return;
          if (!limits.shows_all) connections.advance(observer, packet.time);
          observer.observe(packet);
        });
    const capture::Time looked = now();
    if (!limits.shows_all) connections.advance(observer, looked);
    observer.advance(looked);
    if (state == capture::SourceState::kAnew) observer.finish();
    sink.advance(looked);
    CaptureProgress progress{
        state,           source_.counts(), observer.counts(), observer.visibility(),
        source_.names(), source_.trouble()};
    const absl::MutexLock lock(&mutex_);
    progress_ = std::move(progress);
    if (state == capture::SourceState::kOver) break;
  }
  observer.finish();
  sink.finish();
  source_.release();
}

}  // namespace desirepath::agent
