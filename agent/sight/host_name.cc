#include "agent/sight/host_name.h"

namespace desirepath::sight {

HostName HostName::from(std::string_view text) noexcept {
  HostName name;
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  if (text.empty() || text.size() > kMostOctets) return name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char octet = text[i];
    if (octet <= ' ' || octet > '~' || octet == '"' || octet == '\\') return {};
    name.octets_[i] = octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet + 'a' - 'A') : octet;
  }
  name.size_ = static_cast<std::uint8_t>(text.size());
  return name;
}

}  // namespace desirepath::sight
