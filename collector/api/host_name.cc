#include "collector/api/host_name.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"

namespace desirepath::api {
namespace {

bool is_localhost(std::string_view host) {
  constexpr std::string_view kName = "localhost";
  return std::equal(host.begin(), host.end(), kName.begin(), kName.end(), [](char a, char b) {
    return absl::ascii_tolower(static_cast<unsigned char>(a)) == b;
  });
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

}  // namespace

bool is_loopback_address(std::string_view address) {
  const std::string text(address);
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six);
  in_addr four{};
  return inet_pton(AF_INET, text.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24) == 127;
}

bool is_loopback_host(std::string_view host) {
  if (host.size() > 64) return false;
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    if (!is_port(host.substr(colon + 1))) return false;
    host = host.substr(0, colon);
  }
  if (is_localhost(host)) return true;
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return host == "[::1]";
  }
  return is_loopback_address(host);
}

}  // namespace desirepath::api
