#include "agent/capture_loop.h"

#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#include "agent/budget.h"
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

// Looks after each read at what all of the program has used, and has the source hold back.
class Keeper {
 public:
  Keeper(double share, capture::PacketSource& source) : budget_(share), source_(source) {}
  ~Keeper() { source_.show(capture::Depth::kFull); }
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  [[nodiscard]] std::chrono::milliseconds patience(std::chrono::milliseconds most) const {
    constexpr auto kLook = std::chrono::duration_cast<std::chrono::milliseconds>(Budget::kLook);
    return budget_.is_held_back() ? std::min(most, kLook) : most;
  }

  void look(CaptureProgress& progress) {
    const capture::Depth before = budget_.depth();
    const Budget::Duration rested = budget_.rested();
    const capture::Depth depth = budget_.look(steady(), used());
    if (depth != before) source_.show(depth);
    note_flows(progress, before, budget_.rested() - rested);
    progress.depth = depth;
    progress.rested = std::chrono::duration_cast<std::chrono::seconds>(budget_.rested());
    progress.unseen_flows = unseen_;
  }

 private:
  // What passes while nothing is looked at is unseen, and the meter of what cannot be seen says so:
  // as many a second as before.
  void note_flows(const CaptureProgress& progress, capture::Depth depth, Budget::Duration rested) {
    const double now = std::chrono::duration<double>(steady()).count();
    const std::uint64_t flows = progress.named_flows() + progress.visibility.grade_d;
    if (depth == capture::Depth::kNothing) {
      unseen_ +=
          static_cast<std::uint64_t>(a_second_ * std::chrono::duration<double>(rested).count());
      flows_ = flows;
      since_ = now;
    } else if (now - since_ >= 10) {
      a_second_ = flows < flows_ ? 0 : static_cast<double>(flows - flows_) / (now - since_);
      flows_ = flows;
      since_ = now;
    }
  }

  static Budget::Duration steady() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_nsec / 1000);
  }

  static Budget::Duration used() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  }

  Budget budget_;
  capture::PacketSource& source_;
  std::uint64_t unseen_ = 0;
  std::uint64_t flows_ = 0;
  double a_second_ = 0;
  double since_ = 0;
};

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
  Keeper keeper(options.processor_share, source_);
  while (!stop_.load()) {
    const capture::SourceState state =
        source_.read(keeper.patience(options.patience), [&](const capture::Packet& packet) {
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
    CaptureProgress progress;
    progress.state = state;
    progress.source = source_.counts();
    progress.sight = observer.counts();
    progress.visibility = observer.visibility();
    progress.programs = own.programs();
    progress.owner_trouble = is_own ? owners.trouble() : "";
    progress.names = source_.names();
    progress.trouble = source_.trouble();
    keeper.look(progress);
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
