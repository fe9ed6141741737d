#pragma once

// `DeviceKeys` says which device behind a gateway an address stands for, or why it is not counted.
//
// The gateway's sink asks it for each flow. A device's key is a keyed hash of its hardware address;
// behind a router, where the policy says so, of its IP address. The secret is made on the gateway,
// lies sealed in its state.db and is never sent: without it no key leads back to a device, and the
// keys of two gateways have nothing in common.
//
// Not counted are addresses outside the signed networks, and hardware addresses that software chose
// (phones and visitors change them by network, so they would be many devices).
//
// Source: product.md, "What runs where"; IEEE 802, 8.4. Threads: one at a time.

#include <cstdint>
#include <optional>
#include <vector>

#include "agent/gateway/device_key.h"
#include "agent/gateway/neighbours.h"
#include "proto/policy/observed_network.h"
#include "proto/seal/octets.h"

namespace desirepath::gateway {

enum class NotCounted : std::uint8_t {
  kElsewhere,      // in none of the networks
  kUnseen,         // no frame of it was seen
  kChosenAddress,  // its hardware address is not its maker's
};

struct Recognition {
  std::optional<ObservedDevice> device;
  NotCounted reason = NotCounted::kElsewhere;  // without a device
};

class DeviceKeys {
 public:
  // Both must outlive it.
  DeviceKeys(const seal::Key& secret, const std::vector<policy::ObservedNetwork>& networks,
             const Neighbours& neighbours)
      : secret_(secret), networks_(networks), neighbours_(neighbours) {}

  [[nodiscard]] Recognition of(const policy::AddressOctets& client) const;

 private:
  [[nodiscard]] DeviceKey key_of(char kind, seal::Octets octets) const;

  seal::Key secret_;
  const std::vector<policy::ObservedNetwork>& networks_;
  const Neighbours& neighbours_;
};

}  // namespace desirepath::gateway
