#include "proto/policy/observed_network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "desirepath/v1/policy.pb.h"

namespace desirepath::policy {
namespace {

constexpr int kFourBits = 96;  // before an IPv4 address in its mapped form
constexpr int kWidestFour = kFourBits + 8;
constexpr int kWidestSix = 32;
constexpr std::size_t kLongestLabel = 32;

bool bit(const AddressOctets& octets, int place) {
  return (octets[static_cast<std::size_t>(place / 8)] >> (7 - place % 8) & 1) != 0;
}

bool is_four(const AddressOctets& octets) {
  constexpr AddressOctets kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(octets.begin(), octets.begin() + 12, kMapped.begin());
}

bool overlap(const AddressRange& one, const AddressRange& other) {
  return one.contains(other.first) || other.contains(one.first);
}

template <typename... Parts>
absl::Status refuse(const v1::ObservedNetwork& network, const Parts&... parts) {
  return absl::InvalidArgumentError(
      absl::StrCat("the network of gateway \"", network.gateway(), "\" ", parts...));
}

absl::Status check_words(const v1::Policy& policy, const v1::ObservedNetwork& network,
                         std::uint32_t smallest) {
  if (!is_gateway_label(network.gateway())) {
    return refuse(network, "needs a label of small letters, digits and hyphens, at most ",
                  kLongestLabel);
  }
  if (network.use() != v1::NETWORK_USE_STAFF) {
    return refuse(network,
                  "is not one of staff devices: networks of guests and of people's own devices are "
                  "never observed");
  }
  if (network.devices() < smallest || network.devices() > kMostObservedDevices) {
    return refuse(network, "counts up to ", network.devices(), " devices, name ", smallest, " to ",
                  kMostObservedDevices);
  }
  const auto& all = policy.departments();
  const bool known =
      network.department() == 0 || std::any_of(all.begin(), all.end(), [&](const auto& one) {
        return one.number() == network.department();
      });
  if (!known) return refuse(network, "counts in department ", network.department(), ", list it");
  return absl::OkStatus();
}

// A department's headcount is of all devices that may report, the observed ones among them.
absl::Status check_headcounts(const v1::Policy& policy) {
  std::map<std::uint32_t, std::uint64_t> observed;
  for (const auto& network : policy.observed_without_agent()) {
    observed[network.department()] += network.devices();
  }
  for (const v1::Department& department : policy.departments()) {
    if (observed[department.number()] <= department.devices()) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "gateways would count ", observed[department.number()], " devices in department \"",
        department.id(), "\", whose headcount is ", department.devices(), ", count them in it"));
  }
  return absl::OkStatus();
}

}  // namespace

bool is_gateway_label(const std::string& text) {
  return !text.empty() && text.size() <= kLongestLabel &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool AddressRange::contains(const AddressOctets& address) const {
  for (int place = 0; place < bits; ++place) {
    if (bit(first, place) != bit(address, place)) return false;
  }
  return true;
}

absl::StatusOr<AddressRange> parse_range(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  AddressRange range;
  int bits = -1;
  const bool numbered =
      slash != std::string::npos && absl::SimpleAtoi(text.substr(slash + 1), &bits);
  std::array<std::uint8_t, 4> four{};
  int before = 0;
  if (::inet_pton(AF_INET, address.c_str(), four.data()) == 1) {
    before = kFourBits;
    range.first[10] = range.first[11] = 0xff;
    std::copy(four.begin(), four.end(), range.first.begin() + 12);
  } else if (::inet_pton(AF_INET6, address.c_str(), range.first.data()) != 1) {
    bits = -1;
  }
  range.bits = before + bits;
  if (!numbered || bits < 0 || range.bits > 128) {
    return absl::InvalidArgumentError(
        absl::StrCat("range \"", text, "\" is none, write one like 10.20.0.0/16"));
  }
  for (int place = range.bits; place < 128; ++place) {
    if (!bit(range.first, place)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "range \"", text, "\" has bits beyond its prefix, write its first address before the /"));
  }
  return range;
}

std::string to_text(const AddressRange& range) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool four = is_four(range.first) && range.bits >= kFourBits;
  ::inet_ntop(four ? AF_INET : AF_INET6, range.first.data() + (four ? 12 : 0), text.data(),
              text.size());
  return absl::StrCat(text.data(), "/", range.bits - (four ? kFourBits : 0));
}

absl::StatusOr<AddressOctets> parse_address(const std::string& text) {
  const bool six = text.find(':') != std::string::npos;
  const absl::StatusOr<AddressRange> range = parse_range(text + (six ? "/128" : "/32"));
  if (range.ok()) return range->first;
  return absl::InvalidArgumentError(
      absl::StrCat("address \"", text, "\" is none, write one like 10.20.0.7"));
}

absl::StatusOr<std::vector<ObservedNetwork>> check_observed(const v1::Policy& message,
                                                            std::uint32_t smallest) {
  std::vector<ObservedNetwork> networks;
  std::vector<AddressRange> seen;
  std::map<std::string, std::uint64_t> totals;
  std::set<std::tuple<std::string, std::uint32_t, bool>> places;
  if (message.observed_without_agent_size() > kMostObservedNetworks) {
    return absl::InvalidArgumentError(
        absl::StrCat("more than ", kMostObservedNetworks, " observed networks, join some"));
  }
  for (const v1::ObservedNetwork& one : message.observed_without_agent()) {
    if (absl::Status s = check_words(message, one, smallest); !s.ok()) return s;
    if (one.ranges().empty() || one.ranges_size() > kMostRanges) {
      return refuse(one, "needs 1 to ", kMostRanges, " address ranges");
    }
    if (!places.emplace(one.gateway(), one.department(), one.routed()).second) {
      return refuse(one, "is listed twice for one department, put its ranges together");
    }
    if ((totals[one.gateway()] += one.devices()) > kMostObservedDevices) {
      return refuse(one, "is one too many: a gateway counts up to ", kMostObservedDevices);
    }
    ObservedNetwork network{one.gateway(), {}, one.devices(), one.department(), one.routed()};
    for (const std::string& text : one.ranges()) {
      const absl::StatusOr<AddressRange> range = parse_range(text);
      if (!range.ok()) return refuse(one, "is refused: ", range.status().message());
      if (range->bits < (is_four(range->first) ? kWidestFour : kWidestSix)) {
        return refuse(one, "is wider than /8 or, of IPv6, /32: ", text);
      }
      for (const AddressRange& other : seen) {
        if (!overlap(*range, other)) continue;
        return refuse(one, "lists ", text, ", which ", to_text(other),
                      " overlaps: a device would be counted twice");
      }
      seen.push_back(*range);
      network.ranges.push_back(*range);
    }
    networks.push_back(std::move(network));
  }
  if (absl::Status s = check_headcounts(message); !s.ok()) return s;
  return networks;
}

std::uint32_t observed_devices(const std::vector<ObservedNetwork>& networks,
                               const std::string& gateway) {
  std::uint32_t devices = 0;
  for (const ObservedNetwork& network : networks) {
    if (network.gateway == gateway) devices += network.devices;
  }
  return devices;
}

}  // namespace desirepath::policy
