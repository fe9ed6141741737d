#include "agent/sight/host_name.h"

#include <array>

namespace desirepath::sight {
namespace {

// Each octet as it stands in a name; zero for those that are in none.
constexpr std::array<char, 256> kOctets = [] {
  std::array<char, 256> octets{};
  for (int octet = '!'; octet <= '~'; ++octet) {
    const bool is_upper = octet >= 'A' && octet <= 'Z';
    octets[static_cast<std::size_t>(octet)] =
        static_cast<char>(is_upper ? octet + 'a' - 'A' : octet);
  }
  octets['"'] = octets['\\'] = 0;
  return octets;
}();

}  // namespace

HostName HostName::from(std::string_view text) noexcept {
  HostName name;
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  if (text.empty() || text.size() > kMostOctets) return name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char octet = kOctets[static_cast<std::uint8_t>(text[i])];
    if (octet == 0) return {};
    name.octets_[i] = octet;
  }
  name.size_ = static_cast<std::uint8_t>(text.size());
  return name;
}

}  // namespace desirepath::sight
