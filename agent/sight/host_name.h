#pragma once

// `HostName` owns one host name: lower case, without a trailing dot, at most 253 octets.
//
// `sight` makes it from the views its parsers give and hands it on inside sightings, flow records
// and activities. It holds its bytes itself, so that handing a name on never allocates.
//
// Source: RFC 1035, 2.3.4 (length); RFC 5890, 2.3.1 (letters, digits, hyphen).
// Limits: `from` refuses what is empty, too long, or holds an octet that is not printable ASCII or
// would need quoting; such a name is no host, and the caller counts it. Threads: a plain value.

#include <array>
#include <cstdint>
#include <string_view>

namespace desirepath::sight {

class HostName {
 public:
  static constexpr std::size_t kMostOctets = 253;

  HostName() = default;

  // The name in `text`, or an empty one when `text` cannot be a host name.
  static HostName from(std::string_view text) noexcept;

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::string_view view() const noexcept { return {octets_.data(), size_}; }
  friend bool operator==(const HostName& a, const HostName& b) noexcept {
    return a.view() == b.view();
  }

 private:
  std::array<char, kMostOctets> octets_;
  std::uint8_t size_ = 0;
};

}  // namespace desirepath::sight
