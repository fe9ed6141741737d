#include "agent/capture/replay_source.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::capture {
namespace {

// Packets due within this are played together, so that a dense capture does not wake the reader for
// each.
constexpr std::chrono::milliseconds kGrain{20};

}  // namespace

absl::StatusOr<std::unique_ptr<ReplaySource>> ReplaySource::open(
    const std::vector<std::string>& files, std::chrono::milliseconds span) {
  std::vector<Reel> reels;
  for (const std::string& path : files) {
    absl::StatusOr<CaptureFile> file = CaptureFile::open(path);
    if (!file.ok()) return file.status();
    Reel reel{path, {}};
    Packet packet;
    std::size_t count = 0;
    while (file->next(packet) == ReadOutcome::kPacket) {
      if (count++ == 0) reel.first = packet.time;
      reel.length = std::max(reel.length, packet.time - reel.first);
    }
    if (count == 0) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": holds no packet to replay; capture it again"));
    }
    reels.push_back(std::move(reel));
  }
  if (reels.empty()) return absl::InvalidArgumentError("no file to replay; name one");
  const std::chrono::microseconds share = span / static_cast<int>(reels.size());
  return std::unique_ptr<ReplaySource>(new ReplaySource(std::move(reels), share));
}

ReplaySource::ReplaySource(std::vector<Reel> reels, std::chrono::microseconds share)
    : reels_(std::move(reels)), share_(share), wake_file_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  begin_reel(now());
}

ReplaySource::~ReplaySource() {
  if (wake_file_ >= 0) close(wake_file_);
}

Time ReplaySource::now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

void ReplaySource::begin_reel(Time now) {
  begun_ = now;
  file_.reset();
  absl::StatusOr<CaptureFile> file = CaptureFile::open(reels_[reel_].path);
  if (file.ok()) {
    file_.emplace(*std::move(file));
    trouble_.clear();
  } else {
    trouble_ = std::string(file.status().message());
    ++counts_.interface_errors;
  }
  wind();
}

bool ReplaySource::wind() {
  const Reel& reel = reels_[reel_];
  if (!file_.has_value() || file_->next(held_) != ReadOutcome::kPacket) {
    file_.reset();
    held_ = Packet();
    due_ = begun_ + share_;
    return false;
  }
  const double part = std::clamp(static_cast<double>((held_.time - reel.first).count()) /
                                     static_cast<double>(reel.length.count()),
                                 0.0, 1.0);
  due_ = begun_ + std::chrono::microseconds(
                      static_cast<std::int64_t>(part * static_cast<double>(share_.count())));
  return true;
}

SourceState ReplaySource::read(std::chrono::milliseconds patience,
                               absl::FunctionRef<void(const Packet&)> take) {
  std::chrono::milliseconds until_due = kGrain;
  const Time before = now();
  if (due_ > before) {
    until_due += std::chrono::duration_cast<std::chrono::milliseconds>(due_ - before);
  }
  if (patience.count() < 0 || until_due < patience) patience = until_due;
  pollfd file{wake_file_, POLLIN, 0};
  if (poll(&file, 1, static_cast<int>(patience.count())) > 0) {
    eventfd_t value = 0;
    eventfd_read(wake_file_, &value);
    return SourceState::kReading;
  }
  const Time after = now();
  while (due_ <= after) {
    if (!file_.has_value()) {
      reel_ = (reel_ + 1) % reels_.size();
      begin_reel(after);
      return SourceState::kAnew;
    }
    held_.time = due_;
    take(held_);
    ++counts_.taken;
    wind();
  }
  return SourceState::kReading;
}

void ReplaySource::wake() { eventfd_write(wake_file_, 1); }

std::vector<std::string> ReplaySource::names() const {
  std::vector<std::string> names;
  for (const Reel& reel : reels_) names.push_back(reel.path);
  return names;
}

}  // namespace desirepath::capture
