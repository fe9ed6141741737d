#include "collector/gate/forwarder.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <utility>

namespace desirepath::gate {

std::vector<std::size_t> even_batches(std::size_t total, std::size_t limit) {
  if (total == 0) return {};
  const std::size_t count = (total + limit - 1) / limit;
  std::vector<std::size_t> sizes(count, total / count);
  for (std::size_t i = 0; i < total % count; ++i) ++sizes[i];
  return sizes;
}

Forwarder::Forwarder(intake::Delivery& delivery, std::filesystem::path folder,
                     std::shared_ptr<SpoolBytes> bytes)
    : delivery_(delivery), folder_(std::move(folder)), bytes_(std::move(bytes)) {}

void Forwarder::stop() {
  {
    const absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void Forwarder::start(Asking asking) {
  asking_ = std::move(asking);
  thread_ = std::thread([this] { run(); });
}

void Forwarder::push(std::vector<Segment> segments) {
  const absl::MutexLock lock(&mutex_);
  waiting_.add(std::move(segments));
  counts_.waiting_segments = waiting_.segments();
}

ForwarderCounts Forwarder::counts() const {
  const absl::MutexLock lock(&mutex_);
  return counts_;
}

bool Forwarder::has_work() const { return ending_ || !waiting_.empty(); }
bool Forwarder::is_ending() const { return ending_; }

void Forwarder::run() {
  absl::Time last_asked = absl::InfinitePast();
  int failures = 0;
  while (true) {
    {
      const absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(this, &Forwarder::has_work),
                              std::min(asking_.every(), absl::Seconds(1)));
      if (ending_) return;
    }
    std::vector<Segment> round = next_round();
    if (!round.empty() && !forward(round)) {
      const absl::MutexLock lock(&mutex_);
      waiting_.put_back(std::move(round));
      ++failures;
    } else {
      failures = 0;
    }
    if (failures > 0) pause(failures);
    if (absl::Now() - last_asked >= asking_.every()) {
      ask();
      last_asked = absl::Now();
    }
  }
}

std::vector<Segment> Forwarder::next_round() {
  const absl::MutexLock lock(&mutex_);
  counts_.waiting_segments = waiting_.segments();
  return waiting_.next_round();
}

bool Forwarder::forward(std::vector<Segment>& round) {
  std::vector<intake::SealedFrame> frames;
  for (const Segment& segment : round) {
    if (absl::Status status = segment.read(frames); !status.ok()) {
      const absl::MutexLock lock(&mutex_);
      ++counts_.unreadable_segments;
      return false;
    }
  }
  random_.shuffle(frames);
  std::span<const intake::SealedFrame> rest(frames);
  for (const std::size_t size : even_batches(frames.size(), kBatchFrames)) {
    if (!deliver(rest.first(size))) return false;
    rest = rest.subspan(size);
  }
  std::sort(round.begin(), round.end(),
            [](const Segment& a, const Segment& b) { return a.frames() < b.frames(); });
  for (Segment& segment : round) {
    // A file that stays is delivered again after a restart, and counted once all the same.
    segment.remove().IgnoreError();
    *bytes_ -= kSegmentBytes;
  }
  sync_folder(folder_).IgnoreError();
  const absl::MutexLock lock(&mutex_);
  counts_.waiting_segments = waiting_.segments();
  return true;
}

bool Forwarder::deliver(std::span<const intake::SealedFrame> frames) {
  {
    const absl::MutexLock lock(&mutex_);
    if (ending_) return false;
  }
  const absl::StatusOr<intake::Receipt> receipt = delivery_.deliver(frames, {});
  const absl::MutexLock lock(&mutex_);
  if (!receipt.ok()) {
    ++counts_.failed_deliveries;
    return false;
  }
  ++counts_.batches;
  counts_.frames += frames.size();
  return true;
}

void Forwarder::ask() {
  const std::vector<std::uint32_t> windows = asking_.windows();
  if (windows.empty()) return;
  const absl::StatusOr<intake::Receipt> receipt = delivery_.deliver({}, windows);
  if (receipt.ok() && !receipt->frozen.empty()) asking_.frozen(receipt->frozen);
}

void Forwarder::pause(int failures) {
  const absl::Duration most =
      std::min(kMaxPause, absl::Milliseconds(100) * (1 << std::min(failures, 10)));
  const auto length =
      absl::Milliseconds(random_.uniform(static_cast<std::uint32_t>(most / absl::Milliseconds(1))));
  const absl::MutexLock lock(&mutex_);
  mutex_.AwaitWithTimeout(absl::Condition(this, &Forwarder::is_ending), length);
}

}  // namespace desirepath::gate
