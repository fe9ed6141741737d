#pragma once

// `Endpoint` is one end of a flow: an IP address and a port.
//
// Sightings and flow records carry them to `observe`, which prints them; they never leave the
// device. IPv4 is kept in the mapped form of RFC 4291, 2.5.5.2, so that both families compare and
// hash alike; text is that of RFC 5952, with brackets around IPv6: "[2001:db8::1]:443".
// Threads: plain values.

#include <array>
#include <compare>
#include <cstdint>
#include <string>

namespace desirepath::sight {

struct Address {
  std::array<std::uint8_t, 16> octets{};

  [[nodiscard]] bool is_ipv4() const noexcept;
  [[nodiscard]] bool is_loopback() const noexcept;
  friend auto operator<=>(const Address&, const Address&) = default;
};

struct Endpoint {
  Address address;
  std::uint16_t port = 0;

  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

enum class Transport : std::uint8_t { kTcp, kUdp };

std::string to_text(const Address& address);
std::string to_text(const Endpoint& endpoint);

}  // namespace desirepath::sight
