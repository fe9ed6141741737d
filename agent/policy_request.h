#pragma once

// `PolicyRequest` says when a device without a policy asks the gate for one.
//
// `Device` uses it until the first bundle is there; afterwards each session of the schedule asks.
// Asking tells the gate what enrolment told it, that this device exists, so the first request need
// not wait long.
//
// Limits: the first U(1, 5 s) after the start, then after gaps that double from 10 s to 30 min,
// each U(1, 2) times. Threads: one at a time.

#include <algorithm>

#include "absl/time/time.h"
#include "proto/seal/random.h"

namespace desirepath::agent {

class PolicyRequest {
 public:
  PolicyRequest(const seal::Random& random, absl::Time started)
      : random_(random), next_(started + spread(absl::Seconds(1), absl::Seconds(4))) {}

  [[nodiscard]] absl::Time next() const { return next_; }
  void asked(absl::Time now) {
    next_ = now + spread(gap_, gap_);
    gap_ = std::min(gap_ * 2, absl::Minutes(30));
  }

 private:
  absl::Duration spread(absl::Duration shortest, absl::Duration width) {
    return shortest + absl::Milliseconds(random_.uniform(
                          static_cast<std::uint32_t>(absl::ToInt64Milliseconds(width))));
  }

  seal::Random random_;
  absl::Duration gap_ = absl::Seconds(10);
  absl::Time next_;
};

}  // namespace desirepath::agent
