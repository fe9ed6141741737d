#pragma once

// How a published figure changed, when both ends of each are carried through: what is surely so,
// and what cannot be said. Pure values.
//
// Source: needs.md, section 3 (block-effect watch, pilots).

#include <cstdint>
#include <string_view>

namespace desirepath::workplace {

struct Band {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool operator==(const Band&) const = default;
};

inline Band operator+(const Band& left, const Band& right) {
  return {left.low + right.low, left.high + right.high};
}

// The least and the most by which it can have changed; below 0 it fell.
inline Band change(const Band& before, const Band& after) {
  return {after.low - before.high, after.high - before.low};
}

enum class Direction : std::uint8_t { kGrew, kFell, kCannotSay };

inline Direction direction(const Band& change) {
  if (change.low > 0) return Direction::kGrew;
  return change.high < 0 ? Direction::kFell : Direction::kCannotSay;
}

inline std::string_view direction_word(Direction direction) {
  constexpr std::string_view kWords[] = {"grew", "fell", "cannot_say"};
  return kWords[static_cast<std::size_t>(direction)];
}

}  // namespace desirepath::workplace
