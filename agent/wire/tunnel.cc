#include "agent/wire/tunnel.h"

#include "agent/wire/ether_payload.h"

namespace desirepath::wire {
namespace {

// IANA, protocol numbers.
constexpr std::uint8_t kIpInIp = 4;
constexpr std::uint8_t kIpv6InIp = 41;
constexpr std::uint8_t kGre = 47;
constexpr std::uint8_t kIpip = 94;
constexpr std::uint8_t kEtherIp = 97;
constexpr std::uint8_t kL2tpV3 = 115;
constexpr std::uint8_t kMplsInIp = 137;

constexpr std::uint16_t kErspan12 = 0x88be;
constexpr std::uint16_t kErspan3 = 0x22eb;

// Type I has no header of its own and no GRE sequence number; type II has both.
Parsed<Bytes> under_erspan(Cursor in, std::uint16_t protocol, bool has_sequence) noexcept {
  if (protocol == kErspan3) {
    const Bytes header = in.take(12);
    if (in.ok() && (header[11] & 1) != 0) in.take(8);  // platform specific subheader
  } else if (has_sequence) {
    in.take(8);
  }
  if (!in.ok()) return ParseError::kTruncated;
  return ip_under_ethernet(in.rest());
}

Parsed<Bytes> under_gre(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint16_t flags = in.u16();
  const std::uint16_t protocol = in.u16();
  const bool has_sequence = (flags & 0x1000) != 0;
  const int version = flags & 0x7;
  if ((flags & 0xc000) != 0) in.take(4);  // checksum and offset
  if ((flags & 0x2000) != 0) in.take(4);  // key
  if (has_sequence) in.take(4);
  if (version == 1 && (flags & 0x0080) != 0) in.take(4);  // acknowledgement (PPTP)
  if (in.ok() && version != 1 && (flags & 0x4000) != 0) {
    while (in.ok()) {  // source routes until an empty one (RFC 1701)
      in.take(3);
      const std::size_t length = in.u8();
      in.take(length);
      if (length == 0) break;
    }
  }
  if (!in.ok()) return ParseError::kTruncated;
  if (protocol == kErspan12 || protocol == kErspan3) {
    return under_erspan(in, protocol, has_sequence);
  }
  return ip_under_ether_type(protocol, in.rest());
}

}  // namespace

Parsed<Bytes> ip_inside_ip(std::uint8_t protocol, Bytes payload) noexcept {
  Cursor in{payload};
  switch (protocol) {
    case kIpInIp:
    case kIpv6InIp:
    case kIpip:
      return rest_of(in);
    case kGre:
      return under_gre(payload);
    case kEtherIp:
      in.take(2);
      return in.ok() ? ip_under_ethernet(in.rest()) : ParseError::kTruncated;
    case kMplsInIp:
      return ip_under_mpls(payload);
    case kL2tpV3:
      if (const std::uint32_t session = in.u32(); in.ok() && session == 0) {
        return ParseError::kForeign;  // a control message
      }
      return in.ok() ? ip_under_ethernet(in.rest()) : ParseError::kTruncated;
    default:
      return ParseError::kForeign;
  }
}

}  // namespace desirepath::wire
