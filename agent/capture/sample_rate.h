#pragma once

// `SampleRate` chooses of how many datagrams one is shown: few of many, many of few.
//
// `LiveInterface` and `FilteredView` ask it. A quiet machine's sums are then as good as a busy
// one's, and the sample costs neither more than kMostInASecond packets a second.
//
// Limits: between kBusiest and kQuietest; it changes at most once a second, by a factor of two.
// Threads: one at a time.

#include <cstdint>

#include "agent/capture/packet.h"

namespace desirepath::capture {

class SampleRate {
 public:
  static constexpr std::uint32_t kQuietest = 4;  // 2,000 datagrams are known to 4 %
  static constexpr std::uint32_t kBusiest = 32;  // 100,000 to 2 %
  static constexpr std::uint32_t kMostInASecond = 3000;
  static constexpr std::uint32_t kFewInASecond = 300;

  // A sample came. True if the rate is another from now on.
  bool note(Time time) noexcept;

  [[nodiscard]] std::uint32_t one_in() const noexcept { return one_in_; }

 private:
  std::uint32_t one_in_ = kQuietest;
  std::uint32_t count_ = 0;
  std::int64_t second_ = 0;
};

}  // namespace desirepath::capture
