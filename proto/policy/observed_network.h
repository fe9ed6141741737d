#pragma once

// `ObservedNetwork` is a network whose devices without an agent one gateway counts
// ("observed-without-agent"): off unless both signers list it in the policy.
//
// The policy's check (floors.cc) makes them; the change and the words of a policy show them, the
// gateway's agent asks them whose traffic it may look at, the gate how many frames its certificate
// may bring. A policy names for each the gateway's label, the address ranges, the most devices that
// may be counted and the department they count in.
//
// Only networks of staff devices are accepted: guests and people's own devices are nobody's
// business, whoever signs.
//
// Source: product.md, "What runs where"; privacy.md, Decisions 8; RFC 4632, 3.1 (CIDR), RFC 4291,
// 2.3. Limits: kMostObservedNetworks, kMostRanges of them each, ranges no wider than /8 and /32.
// Errors: kInvalidArgument; the text names the network and what would be accepted. Threads: plain
// values.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::v1 {
class Policy;
}

namespace desirepath::policy {

constexpr int kMostObservedNetworks = 64;
constexpr int kMostRanges = 64;
constexpr std::uint32_t kMostObservedDevices = 4096;  // behind one gateway

// An address as 16 octets; IPv4 in the mapped form of RFC 4291, 2.5.5.2.
using AddressOctets = std::array<std::uint8_t, 16>;

struct AddressRange {
  AddressOctets first{};
  int bits = 128;  // of 128: an IPv4 /16 has 112

  [[nodiscard]] bool contains(const AddressOctets& address) const;
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

struct ObservedNetwork {
  std::string gateway;  // the label of the agent that counts here
  std::vector<AddressRange> ranges;
  std::uint32_t devices = 0;     // never more are counted
  std::uint32_t department = 0;  // its number; 0 is the organisation
  bool routed = false;  // a router stands between: an address, not a hardware address, is a device

  friend bool operator==(const ObservedNetwork&, const ObservedNetwork&) = default;
};

// Small letters, digits and hyphens, 32 at most.
bool is_gateway_label(const std::string& text);

// "10.20.0.0/16" or "2001:db8::/48"; no bit beyond the prefix may be set.
absl::StatusOr<AddressRange> parse_range(const std::string& text);
std::string to_text(const AddressRange& range);
// "10.20.0.7" or "2001:db8::7"; kInvalidArgument for all else.
absl::StatusOr<AddressOctets> parse_address(const std::string& text);

// The networks a policy lists, if each may be observed. The policy's departments must be checked
// already. `smallest`: the fewest devices that can hide in one.
absl::StatusOr<std::vector<ObservedNetwork>> check_observed(const v1::Policy& message,
                                                            std::uint32_t smallest);

// How many devices the gateway of this label may count, over all its networks.
std::uint32_t observed_devices(const std::vector<ObservedNetwork>& networks,
                               const std::string& gateway);

}  // namespace desirepath::policy
