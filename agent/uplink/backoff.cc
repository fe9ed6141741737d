#include "agent/uplink/backoff.h"

#include <algorithm>

namespace desirepath::uplink {
namespace {

constexpr int kMaxDoublings = 10;

}  // namespace

absl::Duration Backoff::next(absl::Duration at_least) {
  const absl::Duration bound = std::min(most_, first_ * (1 << std::min(tries_, kMaxDoublings)));
  ++tries_;
  const auto steps = static_cast<std::uint32_t>(bound / absl::Milliseconds(1)) + 1;
  return at_least + absl::Milliseconds(random_.uniform(steps));
}

}  // namespace desirepath::uplink
