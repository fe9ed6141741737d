#include "collector/api/host_name.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"

namespace desirepath::api {
namespace {

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return absl::ascii_tolower(static_cast<unsigned char>(a)) ==
           absl::ascii_tolower(static_cast<unsigned char>(b));
  });
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// Nothing where what follows the colon is no port.
std::optional<std::string_view> without_port(std::string_view host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return host;
  if (!is_port(host.substr(colon + 1))) return std::nullopt;
  return host.substr(0, colon);
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
  const std::optional<std::string_view> name = without_port(host);
  if (!name) return false;
  if (same_name(*name, "localhost")) return true;
  if (name->size() > 2 && name->front() == '[' && name->back() == ']') return *name == "[::1]";
  return is_loopback_address(*name);
}

bool is_host_among(std::string_view host, const std::vector<std::string>& names) {
  const std::optional<std::string_view> given = without_port(host);
  if (!given || given->empty()) return false;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    if (!name.starts_with("*.")) return same_name(*given, name);
    const std::size_t dot = given->find('.');
    return dot != std::string_view::npos && dot > 0 &&
           same_name(given->substr(dot), std::string_view(name).substr(1));
  });
}

}  // namespace desirepath::api
