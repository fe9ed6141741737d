#include "agent/gateway/neighbours.h"

#include <algorithm>

namespace desirepath::gateway {

const policy::ObservedNetwork* network_of(const std::vector<policy::ObservedNetwork>& networks,
                                          const policy::AddressOctets& address) {
  for (const policy::ObservedNetwork& network : networks) {
    const bool holds = std::any_of(network.ranges.begin(), network.ranges.end(),
                                   [&](const auto& range) { return range.contains(address); });
    if (holds) return &network;
  }
  return nullptr;
}

void Neighbours::note(const capture::Packet& packet) {
  const auto sender = wire::sender_of(packet.link_type, packet.bytes);
  if (!sender.has_value()) return;
  const policy::ObservedNetwork* network = network_of(networks_, sender->address);
  if (network == nullptr || network->routed) return;
  const auto held = held_.find(sender->address);
  if (held != held_.end()) {
    held->second = sender->hardware;
  } else if (held_.size() < kMostAddresses) {
    held_.emplace(sender->address, sender->hardware);
  } else {
    ++dropped_;
  }
}

std::optional<wire::HardwareAddress> Neighbours::of(const policy::AddressOctets& address) const {
  const auto held = held_.find(address);
  if (held == held_.end()) return std::nullopt;
  return held->second;
}

}  // namespace desirepath::gateway
