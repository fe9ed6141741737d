#include "agent/wire/ip.h"

#include <algorithm>
#include <cstring>

#include "agent/wire/integer_at.h"

namespace desirepath::wire {
namespace {

constexpr std::size_t kIpv4HeaderBytes = 20;
constexpr std::size_t kIpv6HeaderBytes = 40;

// IANA, protocol numbers.
constexpr std::uint8_t kHopByHop = 0;
constexpr std::uint8_t kRouting = 43;
constexpr std::uint8_t kFragment = 44;
constexpr std::uint8_t kAuthentication = 51;
constexpr std::uint8_t kDestinationOptions = 60;
constexpr std::uint8_t kMobility = 135;
constexpr std::uint8_t kHostIdentity = 139;
constexpr std::uint8_t kShim6 = 140;

IpAddress mapped(const std::uint8_t* ipv4) noexcept {
  IpAddress address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::memcpy(address.data() + 12, ipv4, 4);
  return address;
}

// Drops `count` octets of header in front of the payload, captured and claimed.
bool drop_header(IpPacket& ip, std::size_t count) noexcept {
  if (count > ip.payload.size()) return false;
  ip.payload = ip.payload.subspan(count);
  ip.payload_length -= static_cast<std::uint32_t>(count);
  return true;
}

void read_fragment_header(IpPacket& ip) noexcept {
  const auto fixed = ip.payload.first<8>();
  const std::uint16_t field = u16_at<2>(fixed);
  ip.fragment_offset = field & 0xfff8U;
  ip.more_fragments = (field & 1U) != 0;
  ip.identification = u32_at<4>(fixed);
}

Parsed<IpPacket> skip_extensions(IpPacket ip) noexcept {
  for (int extensions = 0; extensions < kMostExtensions; ++extensions) {
    switch (ip.protocol) {
      case kHopByHop:
      case kRouting:
      case kFragment:
      case kAuthentication:
      case kDestinationOptions:
      case kMobility:
      case kHostIdentity:
      case kShim6:
        break;
      default:
        return ip;
    }
    if (ip.fragment_offset != 0) return ip;  // what follows is data of the middle
    if (ip.payload.size() < 8) return ParseError::kTruncated;
    std::size_t length = (ip.payload[1] + 1U) * 8U;
    if (ip.protocol == kAuthentication) length = (ip.payload[1] + 2U) * 4U;
    if (ip.protocol == kFragment) {
      length = 8;
      read_fragment_header(ip);
    }
    if (length > ip.payload_length) return ParseError::kMalformed;
    ip.protocol = ip.payload[0];
    if (!drop_header(ip, length)) return ParseError::kTruncated;
    if (ip.more_fragments) return ip;
  }
  return ParseError::kMalformed;
}

// Fills the result in its place: this is done for every packet, and a copy is a third of its cost.
[[gnu::always_inline]] inline Parsed<IpPacket> read_ipv4(Bytes packet, std::size_t header,
                                                         std::size_t total) noexcept {
  const auto fixed = packet.first<kIpv4HeaderBytes>();
  Parsed<IpPacket> parsed{IpPacket{}};
  IpPacket& ip = *parsed;
  ip.source = mapped(packet.data() + 12);
  ip.destination = mapped(packet.data() + 16);
  ip.identification = u16_at<4>(fixed);
  const std::uint16_t fragment = u16_at<6>(fixed);
  ip.more_fragments = (fragment & 0x2000) != 0;
  ip.fragment_offset = static_cast<std::uint16_t>((fragment & 0x1fffU) * 8U);
  ip.protocol = fixed[9];
  ip.payload = packet.first(std::min(total, packet.size())).subspan(header);
  ip.payload_length = static_cast<std::uint32_t>(total - header);
  return parsed;
}

[[gnu::noinline]] Parsed<IpPacket> read_authenticated_ipv4(Bytes packet, std::size_t header,
                                                           std::size_t total) noexcept {
  return skip_extensions(*read_ipv4(packet, header, total));
}

Parsed<IpPacket> parse_ipv4(Bytes packet) noexcept {
  if (packet.size() < kIpv4HeaderBytes) return ParseError::kTruncated;
  const std::size_t header = (packet[0] & 0x0fU) * 4U;
  if (header < kIpv4HeaderBytes) return ParseError::kMalformed;
  std::size_t total = u16_at<2>(packet.first<kIpv4HeaderBytes>());
  if (total == 0) total = packet.size();  // segmentation offload leaves the length to the card
  if (total < header) return ParseError::kMalformed;
  if (header > packet.size()) return ParseError::kTruncated;
  if (packet[9] == kAuthentication) return read_authenticated_ipv4(packet, header, total);
  return read_ipv4(packet, header, total);
}

[[gnu::noinline]] Parsed<IpPacket> parse_ipv6(Bytes packet) noexcept {
  if (packet.size() < kIpv6HeaderBytes) return ParseError::kTruncated;
  IpPacket ip;
  std::memcpy(ip.source.data(), packet.data() + 8, 16);
  std::memcpy(ip.destination.data(), packet.data() + 24, 16);
  ip.protocol = packet[6];
  std::size_t length = u16_at<4>(packet.first<kIpv6HeaderBytes>());
  packet = packet.subspan(kIpv6HeaderBytes);
  if (length == 0) length = packet.size();  // jumbo payload or segmentation offload
  ip.payload = packet.first(std::min(length, packet.size()));
  ip.payload_length = static_cast<std::uint32_t>(length);
  return skip_extensions(ip);
}

}  // namespace

Parsed<IpPacket> parse_ip(Bytes packet) noexcept {
  if (packet.empty()) return ParseError::kTruncated;
  switch (packet[0] >> 4) {
    case 4:
      return parse_ipv4(packet);
    case 6:
      return parse_ipv6(packet);
    default:
      return ParseError::kForeign;
  }
}

}  // namespace desirepath::wire
