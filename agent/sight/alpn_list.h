#pragma once

// `AlpnList` owns the protocol names of one ClientHello, in the form the wire has them.
//
// Sightings carry it, so it holds its bytes itself: up to `kMostOctets` of length-prefixed names;
// later ones that do not fit are left out (real clients offer two or three).
//
// Source: RFC 7301, 3.1. Threads: a plain value.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace desirepath::sight {

class AlpnList {
 public:
  static constexpr std::size_t kMostOctets = 64;

  AlpnList() = default;

  // From the bytes of a ProtocolNameList without its own length, which the parser has checked.
  static AlpnList from(std::span<const std::uint8_t> names) noexcept;

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  // Calls `visit(std::string_view)` for each name in order.
  template <typename Visitor>
  void for_each(Visitor&& visit) const {
    for (std::size_t at = 0; at < size_;) {
      const auto length = static_cast<std::uint8_t>(octets_[at]);
      visit(std::string_view{octets_.data() + at + 1, length});
      at += 1U + length;
    }
  }

 private:
  std::array<char, kMostOctets> octets_{};
  std::uint8_t size_ = 0;
};

}  // namespace desirepath::sight
