#pragma once

// `DayBitmap` remembers on which of the last 128 days something was so, and nothing finer.
//
// The diary keeps three for each tool, the facts read them. Day numbers are the calendar's
// (proto/window). Setting a later day moves the bitmap on; days that fall out behind are forgotten,
// and were never after that. Limits: kDays; a day that is out of range behind is not set. Threads:
// a plain value.

#include <array>
#include <cstdint>

namespace desirepath::diary {

// Days first to last, both included; empty when last < first.
struct DayRange {
  std::int32_t first = 0;
  std::int32_t last = -1;
};

class DayBitmap {
 public:
  static constexpr std::int32_t kDays = 128;

  DayBitmap() = default;
  DayBitmap(std::int32_t newest, std::uint64_t low, std::uint64_t high)
      : newest_(newest), bits_{low, high} {}

  void set(std::int32_t day);
  [[nodiscard]] bool has(std::int32_t day) const;
  [[nodiscard]] int count(DayRange days) const;
  [[nodiscard]] bool any(DayRange days) const { return count(days) != 0; }
  [[nodiscard]] bool empty() const { return bits_[0] == 0 && bits_[1] == 0; }
  // Forgets the days before `day`.
  void forget_before(std::int32_t day);

  [[nodiscard]] std::int32_t newest() const { return newest_; }
  [[nodiscard]] std::uint64_t low() const { return bits_[0]; }
  [[nodiscard]] std::uint64_t high() const { return bits_[1]; }

  friend bool operator==(const DayBitmap&, const DayBitmap&) = default;

 private:
  void shift(std::int32_t days);

  std::int32_t newest_ = 0;              // the day of bit 0
  std::array<std::uint64_t, 2> bits_{};  // bit n of 128: the day newest_ - n
};

}  // namespace desirepath::diary
