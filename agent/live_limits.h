#pragma once

// `live_limits` are the bounds of an observer that watches this machine's network.
//
// `CaptureLoop` and `observe --interface` take them, so that what the one costs the other does.
// Limits: 8,192 flows are 1.6 MB when all were in use; a laptop has a few hundred at once, and what
// is evicted is counted. Threads: pure.

#include <cstdint>

#include "agent/sight/observer.h"

namespace desirepath::agent {

inline sight::ObserverOptions live_limits(std::uint64_t seed, bool shows_all) {
  sight::ObserverOptions limits;
  limits.most_flows = 1U << 13;
  limits.most_names = 1U << 13;
  limits.most_answers = 1U << 13;
  limits.seed = seed;
  limits.shows_all = shows_all;
  return limits;
}

// Of one that watches a network of many: 64 k flows are 13 MB when all were in use.
inline sight::ObserverOptions gateway_limits(std::uint64_t seed, bool shows_all) {
  sight::ObserverOptions limits;
  limits.seed = seed;
  limits.shows_all = shows_all;
  return limits;
}

}  // namespace desirepath::agent
