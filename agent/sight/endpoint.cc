#include "agent/sight/endpoint.h"

#include <arpa/inet.h>

#include <algorithm>

namespace desirepath::sight {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::array<std::uint8_t, 16> kLoopback6 = {0, 0, 0, 0, 0, 0, 0, 0,
                                                     0, 0, 0, 0, 0, 0, 0, 1};

}  // namespace

bool Address::is_ipv4() const noexcept {
  return std::equal(kMapped.begin(), kMapped.end(), octets.begin());
}

bool Address::is_loopback() const noexcept {
  return is_ipv4() ? octets[12] == 127 : octets == kLoopback6;
}

std::string to_text(const Address& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.is_ipv4()) {
    inet_ntop(AF_INET, address.octets.data() + kMapped.size(), text, sizeof text);
  } else {
    inet_ntop(AF_INET6, address.octets.data(), text, sizeof text);
  }
  return text;
}

std::string to_text(const Endpoint& endpoint) {
  const std::string port = std::to_string(endpoint.port);
  if (endpoint.address.is_ipv4()) return to_text(endpoint.address) + ":" + port;
  return "[" + to_text(endpoint.address) + "]:" + port;
}

}  // namespace desirepath::sight
