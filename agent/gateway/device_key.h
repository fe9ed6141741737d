#pragma once

// `ObservedDevice` is what a gateway holds of a device without an agent: a key that leads back to
// nothing without the gateway's secret, and the department it counts in.
//
// `DeviceKeys` makes them, `Census` gathers them, `ObservedDevices` keeps a diary for each; sources
// other than the gateway's own capture may hand in the same. Threads: plain values.

#include <array>
#include <cstdint>

namespace desirepath::gateway {

using DeviceKey = std::array<std::uint8_t, 16>;

struct ObservedDevice {
  DeviceKey key{};
  std::uint32_t department = 0;

  friend bool operator==(const ObservedDevice&, const ObservedDevice&) = default;
};

// What was seen of one since the last look.
struct Presence {
  ObservedDevice device;
  std::uint32_t flows = 0;  // client flows that ended, and how many of them carried a name
  std::uint32_t named = 0;
  bool has_agent = false;  // it spoke with the gate: it counts itself
};

}  // namespace desirepath::gateway
