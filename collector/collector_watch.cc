// The half of `Collector` that watches itself and its machine, and says how it does.

#include <ctime>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/api/host_name.h"
#include "collector/collector.h"
#include "collector/metrics_text.h"
#include "collector/policy/atomic_file.h"

namespace desirepath::collector {
namespace {

constexpr absl::Duration kLookEvery = absl::Minutes(1);
constexpr absl::Duration kJump = absl::Minutes(1);

absl::Duration steady_now() {
  timespec steady{};
  clock_gettime(CLOCK_BOOTTIME, &steady);
  return absl::DurationFromTimespec(steady);
}

}  // namespace

void Collector::look_around(absl::Time now) {
  const absl::Duration moved = clock_.moved(now, steady_now());
  if (absl::AbsDuration(moved) >= kJump) {
    ++clock_jumps_;
    log_.warn(absl::StrCat("clock: it was moved by ", absl::FormatDuration(moved),
                           "; windows go by it, so have it set by NTP"));
  }
  if (now < next_look_ && absl::AbsDuration(moved) < kJump) return;
  next_look_ = now + kLookEvery;
  machine_ = look_at_machine(settings_.paths.data_dir);
  log_.note("disk", enough_room(machine_));
}

void Collector::tell_condition(absl::Time now) {
  Condition condition;
  condition.health = log_.health();
  condition.problems = log_.topics();
  condition.machine = machine_;
  condition.clock_jumps = clock_jumps_;
  if (bundle_.has_value()) {
    condition.policy = bundle_->policy.number;
    condition.policy_ends = absl::FromUnixSeconds(bundle_->policy.ends);
    condition.window = calendar_->name(calendar_->window_at(now));
  }
  std::string json = condition_json(condition);
  board_.set(std::move(condition));
  if (json == condition_) return;
  // On a full disk the file of before stays; /healthz says it all the same.
  if (policy::write_file_atomically(settings_.paths.condition(), json, 0600).ok()) {
    condition_ = std::move(json);
  }
}

absl::Status Collector::start_metrics() {
  if (settings_.metrics_listen.empty()) return absl::OkStatus();
  api::ServerOptions options;
  options.setting = "[metrics] listen";
  take_listen(settings_.metrics_listen, options);
  if (!api::is_loopback_address(options.address)) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.setting, ": ", options.address,
                     " is no loopback address; metrics are for this machine: listen on 127.0.0.1 "
                     "or ::1, and let a Prometheus elsewhere come through a proxy"));
  }
  options.assets = {};
  options.provider.metrics = [this] { return metrics(); };
  options.provider.health = [this] { return board_.get().health; };
  absl::StatusOr<std::unique_ptr<api::Server>> server = api::Server::start(std::move(options));
  if (!server.ok()) return server.status();
  metrics_ = *std::move(server);
  log_.say(absl::StrCat("metrics are at ", metrics_->url(), "/metrics"));
  return absl::OkStatus();
}

// Called on the metrics' thread: what it reads is locked or asked for anew.
std::string Collector::metrics() const {
  MetricsSources sources;
  sources.role = settings_.role;
  sources.condition = board_.get();
  sources.paths = settings_.paths;
  if (gate_ != nullptr) sources.gate = gate_->counts();
  if (intake_ != nullptr) sources.intake = intake_->counts();
  if (page_ != nullptr) sources.page = page_->counts();
  return metrics_text(sources, absl::Now());
}

}  // namespace desirepath::collector
