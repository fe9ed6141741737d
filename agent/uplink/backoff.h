#pragma once

// `Backoff` says how long to wait before the next try: full jitter.
//
// Each wait is uniform between nothing and a bound that doubles from try to try, so that a fleet
// that lost its gate at one moment does not come back at one moment. Pure: randomness is given,
// time is not read.
//
// Limits: `most`; after ten doublings the bound stays.

#include <absl/time/time.h>

#include "proto/seal/random.h"

namespace desirepath::uplink {

class Backoff {
 public:
  Backoff(absl::Duration first, absl::Duration most, seal::Random& random)
      : first_(first), most_(most), random_(random) {}

  // `at_least`: what the gate asked for (retry-after), or nothing. The jitter comes on top of it.
  absl::Duration next(absl::Duration at_least = absl::ZeroDuration());
  void reset() { tries_ = 0; }

 private:
  absl::Duration first_;
  absl::Duration most_;
  seal::Random& random_;
  int tries_ = 0;
};

}  // namespace desirepath::uplink
