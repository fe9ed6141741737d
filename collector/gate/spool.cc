#include "collector/gate/spool.h"

#include <absl/strings/str_cat.h>

#include <utility>

namespace desirepath::gate {

absl::StatusOr<Spool> Spool::open(const std::filesystem::path& folder, std::uint64_t max_bytes,
                                  std::shared_ptr<SpoolBytes> bytes) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat(folder.string(), ": ", error.message(), ": check the owner and the mode"));
  }
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  Spool spool(folder, max_bytes, std::move(bytes));
  if (absl::Status status = spool.load(); !status.ok()) return status;
  return spool;
}

absl::Status Spool::load() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    if (entry.path().extension() != ".spool") continue;
    absl::StatusOr<Segment> segment = Segment::load(entry.path(), random_);
    if (absl::IsDataLoss(segment.status())) {
      // A crash between making the file and its header: nothing in it was acknowledged.
      ++torn_;
      std::filesystem::remove(entry.path(), error);
      continue;
    }
    if (!segment.ok()) return segment.status();
    *bytes_ += kSegmentBytes;
    torn_ += segment->torn();
    if (segment->mark() == Mark::kReleased) {
      released_before_.push_back(*std::move(segment));
      continue;
    }
    // A crash between the marks of one gathering leaves some without; all of it goes together.
    Gathering& gathering = gathering_[segment->window()];
    if (segment->mark() == Mark::kReached) gathering.k_reached = true;
    gathering.segments.push_back(*std::move(segment));
  }
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(folder_.string(), ": ", error.message()));
}

absl::StatusOr<Segment*> Spool::open_segment(std::uint32_t window) {
  Gathering& gathering = gathering_[window];
  if (!gathering.segments.empty() && !gathering.segments.back().full()) {
    return &gathering.segments.back();
  }
  if (*bytes_ + kSegmentBytes > max_bytes_) {
    return absl::ResourceExhaustedError(
        absl::StrCat(folder_.string(), ": holds ", max_bytes_ >> 20,
                     " MiB of undelivered frames: see that the collector can be reached"));
  }
  absl::StatusOr<Segment> segment = Segment::create(folder_, window, random_);
  if (!segment.ok()) return segment.status();
  *bytes_ += kSegmentBytes;
  gathering.segments.push_back(*std::move(segment));
  return &gathering.segments.back();
}

absl::Status Spool::add(std::uint32_t window, const pki::DeviceId& device,
                        const seal::Sealed& ciphertext) {
  const absl::StatusOr<Segment*> segment = open_segment(window);
  if (!segment.ok()) return segment.status();
  if (absl::Status status = (*segment)->append(ciphertext); !status.ok()) return status;
  Gathering& gathering = gathering_[window];
  if (gathering.frames[device]++ % kFramesADevice == 0) ++gathering.devices;
  return absl::OkStatus();
}

absl::Status Spool::commit() {
  for (auto& [window, gathering] : gathering_) {
    for (Segment& segment : gathering.segments) {
      if (absl::Status status = segment.sync(); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

bool Spool::Gathering::may_go(const Tick& tick, std::uint32_t window, bool went) const {
  if (segments.empty()) return false;
  const std::size_t wanted = devices_wanted(tick, window, went);
  return devices >= wanted || (k_reached && wanted <= tick.k);
}

absl::Status Spool::Gathering::mark_k_reached() {
  for (Segment& segment : segments) {
    if (absl::Status status = segment.mark_k_reached(); !status.ok()) return status;
  }
  k_reached = true;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Segment>> Spool::release(const Tick& tick) {
  std::vector<Segment> out;
  for (auto it = gathering_.begin(); it != gathering_.end();) {
    Gathering& gathering = it->second;
    if (!gathering.may_go(tick, it->first, went_today_.contains(it->first))) {
      if (gathering.devices >= tick.k) {
        if (absl::Status status = gathering.mark_k_reached(); !status.ok()) return status;
      }
      ++it;
      continue;
    }
    for (Segment& segment : gathering.segments) {
      if (absl::Status status = segment.release(); !status.ok()) return status;
    }
    for (Segment& segment : gathering.segments) out.push_back(std::move(segment));
    went_today_.insert(it->first);
    it = gathering_.erase(it);
  }
  if (tick.day_over) went_today_.clear();
  return out;
}

std::vector<Segment> Spool::take_released_before() { return std::exchange(released_before_, {}); }

absl::StatusOr<std::size_t> Spool::wipe(std::uint32_t window) {
  const auto found = gathering_.find(window);
  if (found == gathering_.end()) return std::size_t{0};
  std::size_t frames = 0;
  for (Segment& segment : found->second.segments) {
    if (absl::Status status = segment.remove(); !status.ok()) return status;
    frames += segment.frames();
    *bytes_ -= kSegmentBytes;
  }
  gathering_.erase(found);
  if (absl::Status status = sync_folder(folder_); !status.ok()) return status;
  return frames;
}

std::vector<std::uint32_t> Spool::windows() const {
  std::vector<std::uint32_t> windows;
  for (const auto& [window, gathering] : gathering_) windows.push_back(window);
  return windows;
}

std::size_t Spool::held_back() const {
  std::size_t frames = 0;
  for (const auto& [window, gathering] : gathering_) {
    for (const Segment& segment : gathering.segments) frames += segment.frames();
  }
  return frames;
}

}  // namespace desirepath::gate
