#include "agent/sight/alpn_list.h"

namespace desirepath::sight {

AlpnList AlpnList::from(std::span<const std::uint8_t> names) noexcept {
  AlpnList list;
  while (!names.empty()) {
    const std::size_t whole = 1U + names[0];
    if (whole > names.size() || list.size_ + whole > kMostOctets) break;
    for (const std::uint8_t octet : names.first(whole)) {
      list.octets_[list.size_++] = static_cast<char>(octet);
    }
    names = names.subspan(whole);
  }
  return list;
}

}  // namespace desirepath::sight
