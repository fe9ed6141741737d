#pragma once

// How a device and a day stand in gate.db: 16 octets, and days since 1970 in UTC.
//
// Both halves of `GateDatabase` read and write them. Threads: pure functions.

#include <absl/time/time.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "proto/pki/certificate.h"

namespace desirepath::gate {

inline std::int64_t day_of(absl::Time time) {
  constexpr std::int64_t kSecondsPerDay = 86'400;
  return absl::ToUnixSeconds(time) / kSecondsPerDay;
}

inline pki::DeviceId device_in(const std::vector<std::uint8_t>& octets) {
  pki::DeviceId device{};
  std::copy_n(octets.begin(), std::min(octets.size(), device.size()), device.begin());
  return device;
}

}  // namespace desirepath::gate
