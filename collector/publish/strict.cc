#include "collector/publish/strict.h"

#include <algorithm>

namespace desirepath::publish {
namespace {

// Of a need's many hidden tools so many are looked at together with those shown.
constexpr std::int64_t kHiddenTogether = 3;

}  // namespace

bool every_number_is_safe(Band band, const Nested& known, std::int64_t k, std::int64_t complement) {
  std::int64_t largest = 0;
  std::int64_t sum = 0;
  std::int64_t shown = 0;
  std::int64_t hidden = 0;
  for (const Band& part : known.parts) {
    if (part.low != part.high) {
      ++hidden;
      continue;
    }
    ++shown;
    sum += part.low;
    largest = std::max(largest, part.low);
  }
  if (band.low < std::max(largest + k, known.least) || band.high + complement > known.most) {
    return false;
  }
  if (hidden == 0) return sum - band.high > (shown - 1) * (k - 1);
  const std::int64_t together = shown + std::min(hidden, kHiddenTogether) - 1;
  const std::int64_t overlap = sum + hidden * (k - 1) - band.high;  // at most
  return overlap >= std::max<std::int64_t>(together, 1) * (k - 1);
}

}  // namespace desirepath::publish
