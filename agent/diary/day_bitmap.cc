#include "agent/diary/day_bitmap.h"

#include <algorithm>
#include <bit>

namespace desirepath::diary {
namespace {

// The lowest `count` bits, 0 to 64.
constexpr std::uint64_t ones(std::int32_t count) {
  return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

}  // namespace

void DayBitmap::shift(std::int32_t days) {
  if (days >= kDays) {
    bits_ = {};
  } else if (days >= 64) {
    bits_ = {0, bits_[0] << (days - 64)};
  } else if (days > 0) {
    bits_ = {bits_[0] << days, bits_[1] << days | bits_[0] >> (64 - days)};
  }
}

void DayBitmap::set(std::int32_t day) {
  if (empty()) newest_ = day;
  if (day > newest_) {
    // The distance of two days of a broken clock may not fit their type.
    shift(static_cast<std::int32_t>(std::min<std::int64_t>(std::int64_t{day} - newest_, kDays)));
    newest_ = day;
  }
  const std::int64_t age = std::int64_t{newest_} - day;
  if (age < kDays) bits_[static_cast<std::size_t>(age / 64)] |= 1ULL << (age % 64);
}

bool DayBitmap::has(std::int32_t day) const { return count({day, day}) != 0; }

int DayBitmap::count(DayRange days) const {
  // As ages: from the youngest day of the range, `from`, to the one before `to`.
  const std::int64_t from = std::clamp<std::int64_t>(std::int64_t{newest_} - days.last, 0, kDays);
  const std::int64_t to =
      std::clamp<std::int64_t>(std::int64_t{newest_} - days.first + 1, 0, kDays);
  if (to <= from) return 0;
  int total = 0;
  for (std::int64_t word = 0; word < 2; ++word) {
    const auto begin = static_cast<std::int32_t>(std::clamp<std::int64_t>(from - 64 * word, 0, 64));
    const auto end = static_cast<std::int32_t>(std::clamp<std::int64_t>(to - 64 * word, 0, 64));
    total += std::popcount(bits_[static_cast<std::size_t>(word)] & ones(end) & ~ones(begin));
  }
  return total;
}

void DayBitmap::forget_before(std::int32_t day) {
  const std::int64_t kept = std::clamp<std::int64_t>(std::int64_t{newest_} - day + 1, 0, kDays);
  bits_[0] &= ones(static_cast<std::int32_t>(std::min<std::int64_t>(kept, 64)));
  bits_[1] &= ones(static_cast<std::int32_t>(std::max<std::int64_t>(kept - 64, 0)));
}

}  // namespace desirepath::diary
