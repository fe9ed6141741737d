#include "agent/capture/sample_rate.h"

#include <algorithm>

namespace desirepath::capture {

bool SampleRate::note(Time time) noexcept {
  const std::int64_t second =
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  const std::uint32_t before = one_in_;
  if (second != second_) {
    const bool is_next = second == second_ + 1;
    if (!is_next || count_ < kFewInASecond) one_in_ = std::max(one_in_ / 2, kQuietest);
    second_ = second;
    count_ = 0;
  }
  // Not to wait for the second's end when it begins to flood.
  if (++count_ == kMostInASecond) {
    one_in_ = std::min(one_in_ * 2, kBusiest);
    count_ = kFewInASecond;
  }
  return one_in_ != before;
}

}  // namespace desirepath::capture
