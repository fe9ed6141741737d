#include "collector/curation/throttle.h"

#include <algorithm>

namespace desirepath::curation {
namespace {

constexpr int kFree = 5;
constexpr std::size_t kMostNames = 1024;
constexpr std::size_t kMostRecent = 60;
constexpr absl::Duration kLongest = absl::Minutes(15);
constexpr absl::Duration kForgotten = absl::Hours(24);

absl::Duration wait_after(int failures) {
  if (failures < kFree) return absl::ZeroDuration();
  const int doublings = std::min(failures - kFree, 20);
  return std::min(absl::Seconds(1 << doublings), kLongest);
}

}  // namespace

absl::Duration Throttle::wait(const std::string& name, absl::Time now) {
  while (!recent_.empty() && now - recent_.front() >= absl::Minutes(1)) recent_.pop_front();
  absl::Duration wait = absl::ZeroDuration();
  if (recent_.size() >= kMostRecent) wait = recent_.front() + absl::Minutes(1) - now;
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return wait;
  if (now - found->second.last >= kForgotten) {
    by_name_.erase(found);
    return wait;
  }
  const absl::Time free = found->second.last + wait_after(found->second.count);
  return std::max({wait, free - now, absl::ZeroDuration()});
}

void Throttle::failed(const std::string& name, absl::Time now) {
  recent_.push_back(now);
  if (recent_.size() > kMostRecent) recent_.pop_front();
  if (by_name_.size() >= kMostNames && !by_name_.contains(name)) {
    by_name_.erase(std::min_element(
        by_name_.begin(), by_name_.end(),
        [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
  }
  Failures& failures = by_name_[name];
  ++failures.count;
  failures.last = now;
}

void Throttle::succeeded(const std::string& name) { by_name_.erase(name); }

int Throttle::failures(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? 0 : found->second.count;
}

}  // namespace desirepath::curation
