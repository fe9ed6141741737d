#pragma once

// `zone_of` is the time zone of the organisation: days are named by it, whoever reads them where.
//
// The policy was checked when it was signed (window::Calendar::from); a zone that this machine does
// not know counts as UTC.

#include "absl/time/time.h"
#include "proto/policy/policy.h"

namespace desirepath::window {

inline absl::TimeZone zone_of(const policy::Policy& policy) {
  absl::TimeZone zone;  // UTC, and left so by a failure
  absl::LoadTimeZone(policy.time_zone, &zone);
  return zone;
}

}  // namespace desirepath::window
