#include "agent/gateway/device_keys.h"

#include <algorithm>

#include "proto/seal/hash.h"

namespace desirepath::gateway {

DeviceKey DeviceKeys::key_of(char kind, seal::Octets octets) const {
  // BLAKE2b with the secret in front is a keyed hash: its length is fixed and it cannot be
  // extended.
  const auto domain = seal::octets("desirepath/gateway-device/v1");
  const auto what = static_cast<std::uint8_t>(kind);
  const seal::Key whole = seal::hash({secret_, domain, {&what, 1}, octets});
  DeviceKey key{};
  std::copy_n(whole.begin(), key.size(), key.begin());
  return key;
}

Recognition DeviceKeys::of(const policy::AddressOctets& client) const {
  const policy::ObservedNetwork* network = network_of(networks_, client);
  if (network == nullptr) return {std::nullopt, NotCounted::kElsewhere};
  if (network->routed) return {ObservedDevice{key_of('a', client), network->department}};
  const std::optional<wire::HardwareAddress> hardware = neighbours_.of(client);
  if (!hardware) return {std::nullopt, NotCounted::kUnseen};
  if (!wire::is_makers_own(*hardware)) return {std::nullopt, NotCounted::kChosenAddress};
  return {ObservedDevice{key_of('h', *hardware), network->department}};
}

}  // namespace desirepath::gateway
