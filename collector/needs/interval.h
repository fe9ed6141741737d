#pragma once

// Arithmetic on figures that are known to lie between two ends. Both ends are carried through every
// formula, so that what is shown holds whichever candidate is true.

#include <algorithm>
#include <cstdint>

#include "collector/needs/need_card.h"

namespace desirepath::needs {

inline Devices operator+(const Devices& left, const Devices& right) {
  return {left.low + right.low, left.high + right.high};
}

inline double middle(const Devices& devices) {
  return (static_cast<double>(devices.low) + static_cast<double>(devices.high)) / 2;
}

inline double middle(const Share& share) { return (share.low + share.high) / 2; }

// part / whole for parts inside the whole.
inline Share share_of(const Devices& part, const Devices& whole) {
  const double low = whole.high == 0 ? 0 : static_cast<double>(part.low) / whole.high;
  const double high = whole.low == 0 ? 1 : static_cast<double>(part.high) / whole.low;
  return {std::min(low, 1.0), std::min(high, 1.0)};
}

// part / (part + rest): each end takes the rest's other end.
inline Share share_beside(const Devices& part, const Devices& rest) {
  const auto of = [](double one, double other) {
    return one + other == 0 ? 0 : one / (one + other);
  };
  return {of(part.low, rest.high), part.high == 0 ? 0 : of(part.high, rest.low)};
}

// now / before, between 0 and `most`.
inline Share ratio(const Devices& now, const Devices& before, double most) {
  const double low = before.high == 0 ? 1 : static_cast<double>(now.low) / before.high;
  const double high = before.low == 0 ? most : static_cast<double>(now.high) / before.low;
  return {std::min(low, most), std::min(high, most)};
}

}  // namespace desirepath::needs
