#pragma once

// `Neighbours` remembers which hardware address last sent from an IP address of the observed
// networks.
//
// The gateway's capture feeds it every packet before the observer sees it, and asks it when a flow
// of that address is told. An address that is lent to another device is that device's from its
// first packet on. Nothing of it is kept on disk.
//
// Limits: kMostAddresses; those beyond are not held and counted. Threads: one at a time.

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "agent/capture/packet.h"
#include "agent/wire/frame_sender.h"
#include "proto/policy/observed_network.h"

namespace desirepath::gateway {

// The network that holds the address; null if none does.
const policy::ObservedNetwork* network_of(const std::vector<policy::ObservedNetwork>& networks,
                                          const policy::AddressOctets& address);

class Neighbours {
 public:
  static constexpr std::size_t kMostAddresses = 65'536;

  // `networks` must outlive it.
  explicit Neighbours(const std::vector<policy::ObservedNetwork>& networks) : networks_(networks) {}

  void note(const capture::Packet& packet);
  [[nodiscard]] std::optional<wire::HardwareAddress> of(const policy::AddressOctets& address) const;
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

 private:
  const std::vector<policy::ObservedNetwork>& networks_;
  absl::flat_hash_map<policy::AddressOctets, wire::HardwareAddress> held_;
  std::uint64_t dropped_ = 0;
};

}  // namespace desirepath::gateway
