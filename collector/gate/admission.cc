#include "collector/gate/admission.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <utility>

namespace desirepath::gate {
namespace {

constexpr absl::Duration kTick = absl::Hours(1);
constexpr absl::Duration kLabTick = absl::Seconds(1);

}  // namespace

Admission::Admission(AdmissionOptions options, Spool spool, GateDatabase database,
                     BundleFile& bundle, Release release)
    : options_(options),
      bundle_(bundle),
      release_(std::move(release)),
      spool_(std::move(spool)),
      database_(std::move(database)) {
  if (absl::StatusOr<std::map<QuotaKey, std::uint32_t>> quotas = database_.quotas(); quotas.ok()) {
    for (const auto& [key, frames] : *quotas) quotas_[key.first][key.second] = frames;
  }
  if (std::vector<Segment> before = spool_.take_released_before(); !before.empty()) {
    release_(std::move(before));
  }
  windows_ = known_windows();
  thread_ = std::thread([this] { run(); });
}

Admission::~Admission() {
  {
    const absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  thread_.join();
}

bool Admission::push(Submission submission) {
  const absl::MutexLock lock(&mutex_);
  if (ending_ || waiting_frames_ >= kMaxWaiting) return false;
  waiting_frames_ += submission.ciphertexts.size();
  waiting_.push_back(std::move(submission));
  return true;
}

void Admission::wipe(const std::vector<std::uint32_t>& windows) {
  const absl::MutexLock lock(&mutex_);
  to_wipe_.insert(to_wipe_.end(), windows.begin(), windows.end());
}

std::vector<std::uint32_t> Admission::windows() const {
  const absl::MutexLock lock(&mutex_);
  return windows_;
}

AdmissionCounts Admission::counts() const {
  const absl::MutexLock lock(&mutex_);
  return counts_;
}

bool Admission::has_work() const { return ending_ || !waiting_.empty() || !to_wipe_.empty(); }

absl::Duration Admission::tick_length() {
  if (options_.tick) return *options_.tick;
  return bundle_.current()->lab ? kLabTick : kTick;
}

std::vector<std::uint32_t> Admission::known_windows() const {
  std::vector<std::uint32_t> windows = spool_.windows();
  for (const auto& [window, devices] : quotas_) windows.push_back(window);
  std::sort(windows.begin(), windows.end());
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
  return windows;
}

void Admission::run() {
  absl::Time last_tick = absl::Now();
  while (true) {
    std::vector<Submission> group;
    std::vector<std::uint32_t> frozen;
    bool ending = false;
    {
      const absl::MutexLock lock(&mutex_);
      // A policy that shortens the tick takes effect within a second.
      const absl::Duration rest = last_tick + tick_length() - absl::Now();
      mutex_.AwaitWithTimeout(absl::Condition(this, &Admission::has_work),
                              std::min(rest, absl::Seconds(1)));
      group.swap(waiting_);
      waiting_frames_ = 0;
      frozen.swap(to_wipe_);
      ending = ending_;
    }
    if (!group.empty()) admit(group);
    if (!frozen.empty()) wipe_now(frozen);
    if (const absl::Time now = absl::Now(); now - last_tick >= tick_length()) {
      tick(now);
      last_tick = now;
    }
    show_counts();
    std::vector<std::uint32_t> windows = known_windows();
    const absl::MutexLock lock(&mutex_);
    windows_.swap(windows);
    if (ending && waiting_.empty()) return;
  }
}

void Admission::show_counts() {
  mine_.held_back = spool_.held_back();
  const absl::MutexLock lock(&mutex_);
  counts_ = mine_;
}

void Admission::admit(std::vector<Submission>& group) {
  Answers answers;
  const std::shared_ptr<const ServedBundle> bundle = bundle_.current();
  for (const Submission& submission : group) {
    Answer& answer = answers[submission.submitter];
    if (!answer.status.ok()) continue;  // acknowledgements count from the stream's start
    answer.status = admit(submission, *bundle, answer.accepted);
  }
  absl::Status safe = spool_.commit();
  if (safe.ok()) {
    // A crash between the two forgets a few frames of a quota, never a frame.
    if (absl::Status status = database_.set_quotas(changed_quotas_); status.ok()) {
      changed_quotas_.clear();
    } else {
      ++mine_.disk_errors;
    }
  } else {
    ++mine_.disk_errors;
  }
  ++mine_.groups;
  if (safe.ok()) {
    for (const auto& [submitter, answer] : answers) mine_.accepted += answer.accepted;
  }
  show_counts();  // before the answers: who has one finds it counted
  for (auto& [submitter, answer] : answers) {
    if (!safe.ok()) {
      submitter->refused(safe);
      continue;
    }
    if (answer.accepted > 0) submitter->accepted(answer.accepted);
    if (!answer.status.ok()) submitter->refused(answer.status);
  }
}

absl::Status Admission::admit(const Submission& submission, const ServedBundle& bundle,
                              std::uint32_t& accepted) {
  const std::uint32_t window = submission.window;
  if (frozen_.contains(window)) {
    mine_.late += submission.ciphertexts.size();
    accepted += static_cast<std::uint32_t>(submission.ciphertexts.size());
    return absl::OkStatus();
  }
  if (!bundle.windows.contains(window)) {
    mine_.unknown_window += submission.ciphertexts.size();
    return absl::InvalidArgumentError("frame: its window has no sealing key here");
  }
  std::uint32_t& used = quotas_[window][submission.device];
  const std::uint32_t before = used;
  absl::Status status;
  for (const seal::Sealed& ciphertext : submission.ciphertexts) {
    if (used >= options_.quota && used >= quota_of(submission.device, bundle)) {
      ++mine_.over_quota;
      status = absl::FailedPreconditionError("quota: this window's frames are used up");
      break;
    }
    status = spool_.add(window, submission.device, ciphertext);
    if (!status.ok()) {
      ++mine_.disk_errors;
      break;
    }
    ++used;
    ++accepted;
  }
  if (used != before) changed_quotas_[{window, submission.device}] = used;
  return status;
}

std::uint32_t Admission::quota_of(const pki::DeviceId& device, const ServedBundle& bundle) {
  auto known = gateways_.find(device);
  if (known == gateways_.end()) {
    absl::StatusOr<std::string> label = database_.gateway_of(device);
    if (!label.ok()) {
      ++mine_.disk_errors;
      return options_.quota;
    }
    known = gateways_.emplace(device, *std::move(label)).first;
  }
  if (known->second.empty()) return options_.quota;
  const auto devices = bundle.observed.find(known->second);
  return options_.quota * (1 + (devices == bundle.observed.end() ? 0 : devices->second));
}

Tick Admission::tick_at(absl::Time now) {
  const std::shared_ptr<const ServedBundle> bundle = bundle_.current();
  Tick tick{.k = options_.k.value_or(bundle->k)};
  if (!bundle->calendar) {
    tick.day_over = true;  // nobody knows when a window ends: k, as ever
    return tick;
  }
  // A lab plays its windows in seconds, and promises nothing: it waits for k alone.
  if (bundle->lab) tick.crowd = 1;
  const std::int32_t day = bundle->calendar->day_at(now);
  tick.day_over = day_.has_value() && *day_ != day;
  day_ = day;
  tick.sending_from = bundle->calendar->sending_at(now);
  return tick;
}

void Admission::tick(absl::Time now) {
  gateways_.clear();  // one that joined anew is found
  absl::StatusOr<std::vector<Segment>> released = spool_.release(tick_at(now));
  if (!released.ok()) {
    ++mine_.disk_errors;
  } else if (!released->empty()) {
    release_(*std::move(released));
  }
}

void Admission::wipe_now(const std::vector<std::uint32_t>& windows) {
  for (const std::uint32_t window : windows) {
    frozen_.insert(window);
    const absl::StatusOr<std::size_t> frames = spool_.wipe(window);
    if (!frames.ok()) {
      ++mine_.disk_errors;
      continue;
    }
    quotas_.erase(window);
    std::erase_if(changed_quotas_, [&](const auto& entry) { return entry.first.first == window; });
    absl::Status status = database_.forget_quotas(window);
    if (status.ok() && *frames > 0) {
      status = database_.add_to_counter("wiped at freeze", static_cast<std::int64_t>(*frames));
    }
    if (!status.ok()) ++mine_.disk_errors;
    mine_.wiped += *frames;
  }
}

}  // namespace desirepath::gate
