#include "agent/wire/link_layer.h"

#include "agent/wire/ether_payload.h"
#include "agent/wire/netfilter.h"
#include "agent/wire/wireless.h"

namespace desirepath::wire {
namespace {

// LINKTYPE_ numbers.
enum LinkType : std::uint16_t {
  kNull = 0,
  kEthernet = 1,
  kTokenRing = 6,
  kArcnet = 7,
  kSlip = 8,
  kPpp = 9,
  kFddi = 10,
  kDltRaw = 12,
  kDltRawBsd = 14,
  kPppHdlc = 50,
  kPppEther = 51,
  kAtmRfc1483 = 100,
  kRaw = 101,
  kCiscoHdlc = 104,
  kWifi = 105,
  kFrameRelay = 107,
  kLoop = 108,
  kEnc = 109,
  kLinuxCooked = 113,
  kPflog = 117,
  kPrism = 119,
  kSunAtm = 123,
  kRadiotap = 127,
  kArcnetLinux = 129,
  kAvs = 163,
  kPppPppd = 166,
  kPpi = 192,
  kPppWithDirection = 204,
  kCiscoHdlcWithDirection = 205,
  kFrameRelayWithDirection = 206,
  kMpls = 219,
  kIpv4 = 228,
  kIpv6 = 229,
  kNflog = 239,
  kNetlink = 253,
  kPktap = 258,
  kLinuxCooked2 = 276,
};

// A fixed header, then an IP packet or what an EtherType in the header names.
Parsed<Bytes> ip_after(Bytes frame, std::size_t header) noexcept {
  if (header >= frame.size()) return ParseError::kTruncated;
  return frame.subspan(header);
}

Parsed<Bytes> ether_type_at(Bytes frame, std::size_t at, std::size_t header) noexcept {
  if (header >= frame.size()) return ParseError::kTruncated;
  const auto ether_type = static_cast<std::uint16_t>(frame[at] << 8 | frame[at + 1]);
  return ip_under_ether_type(ether_type, frame.subspan(header));
}

// The cooked header's protocol may be a pseudo EtherType; 4 is an 802.2 frame.
Parsed<Bytes> under_cooked(Bytes frame) noexcept {
  if (frame.size() < 16) return ParseError::kTruncated;
  const auto hardware = static_cast<std::uint16_t>(frame[2] << 8 | frame[3]);
  constexpr std::uint16_t kNetlinkHardware = 824;  // ARPHRD_NETLINK: the protocol is no EtherType
  constexpr std::uint16_t kFrameRelayHardware = 770;
  if (hardware == kNetlinkHardware || hardware == kFrameRelayHardware) return ParseError::kForeign;
  return ether_type_at(frame, 14, 16);
}

// The address family in the host's order, which may be another machine's (kNull, kLoop).
Parsed<Bytes> under_family(Bytes frame) noexcept {
  if (frame.size() <= 4) return ParseError::kTruncated;
  const std::uint32_t family = Cursor{frame}.u32();
  const std::uint32_t swapped =
      (family & 0xffU) << 24 | (family & 0xff00U) << 8 | (family >> 8 & 0xff00U) | family >> 24;
  for (const std::uint32_t value : {family, swapped}) {
    switch (value) {
      case 2:  // AF_INET everywhere
      case 10:
      case 23:
      case 24:
      case 28:
      case 30:  // AF_INET6 of Linux, Windows, the BSDs
        return frame.subspan(4);
      default:
        break;
    }
  }
  return ParseError::kForeign;
}

Parsed<Bytes> under_cisco_hdlc(Bytes frame) noexcept {
  if (frame.size() > 2 && (frame[0] == 0xff || frame[0] == 0xfe)) return ip_under_ppp(frame);
  return ether_type_at(frame, 2, 4);
}

// Two address octets (Q.922), then an NLPID or SNAP header (RFC 2427) or an EtherType (Cisco).
Parsed<Bytes> under_frame_relay(Bytes frame) noexcept {
  Cursor in{frame};
  std::uint8_t address = 0;
  for (int octets = 0; octets < 4 && (address & 1) == 0; ++octets) address = in.u8();
  const Bytes after_address = in.rest();
  const std::uint8_t control = in.u8();
  if (!in.ok()) return ParseError::kTruncated;
  if (control != 0x03) return ether_type_at(after_address, 0, 2);
  std::uint8_t protocol = in.u8();
  if (protocol == 0) protocol = in.u8();  // a pad octet
  if (!in.ok()) return ParseError::kTruncated;
  constexpr std::uint8_t kSnap = 0x80;
  if (protocol == 0xcc || protocol == 0x8e) return in.rest();
  if (protocol != kSnap) return ParseError::kForeign;
  const std::uint32_t organisation = in.u24();
  const std::uint16_t ether_type = in.u16();
  if (!in.ok()) return ParseError::kTruncated;
  constexpr std::uint32_t kBridged = 0x0080c2;
  if (organisation == kBridged && ether_type == 7) return ip_under_ethernet(in.rest());
  return ip_under_ether_type(ether_type, in.rest());
}

// Logical link: source, destination, system code; RFC 1201 puts a split flag and sequence between.
Parsed<Bytes> under_arcnet(Bytes frame, std::size_t code_at) noexcept {
  if (code_at + 4 >= frame.size()) return ParseError::kTruncated;
  constexpr std::uint8_t kOldIp = 240;  // RFC 1051
  constexpr std::uint8_t kIp = 212;     // RFC 1201
  constexpr std::uint8_t kIp6 = 196;
  constexpr std::uint8_t kException = 0xff;
  const std::uint8_t code = frame[code_at];
  if (code == kOldIp) return frame.subspan(code_at + 1);
  if (code != kIp && code != kIp6) return ParseError::kForeign;
  const bool exception = frame[code_at + 1] == kException;
  if (frame[code_at + 1] != 0 && !exception)
    return ParseError::kForeign;  // split: not put together
  return ip_after(frame, code_at + (exception ? 8 : 4));
}

Parsed<Bytes> under_token_ring(Bytes frame) noexcept {
  if (frame.size() < 16) return ParseError::kTruncated;
  const bool routed = (frame[8] & 0x80) != 0;
  const std::size_t route = routed ? frame[14] & 0x1fU : 0U;
  if (14 + route >= frame.size()) return ParseError::kTruncated;
  return ip_under_llc(frame.subspan(14 + route));
}

Parsed<Bytes> llc_after(Bytes frame, std::size_t header) noexcept {
  if (header >= frame.size()) return ParseError::kTruncated;
  return ip_under_llc(frame.subspan(header));
}

// VCI 0 channel headers first; the low nibble of the first octet names the traffic: 2 is LLC.
Parsed<Bytes> under_sun_atm(Bytes frame) noexcept {
  if (frame.size() < 5) return ParseError::kTruncated;
  return (frame[0] & 0x0f) == 2 ? llc_after(frame, 4) : Parsed<Bytes>{ParseError::kForeign};
}

// Apple's header: its length and the link type below, little-endian; it is never inside itself.
Parsed<Bytes> under_pktap(Bytes frame) noexcept {
  if (frame.size() < 12) return ParseError::kTruncated;
  const auto length = static_cast<std::size_t>(frame[0] | frame[1] << 8);
  const auto link_type = static_cast<std::uint16_t>(frame[8] | frame[9] << 8);
  if (length < 12 || link_type == kPktap) return ParseError::kMalformed;
  if (length > frame.size()) return ParseError::kTruncated;
  return ip_under_link(link_type, frame.subspan(length));
}

Parsed<Bytes> ppp_after(Bytes frame, std::size_t header) noexcept {
  if (header >= frame.size()) return ParseError::kTruncated;
  return ip_under_ppp(frame.subspan(header));
}

Parsed<Bytes> rare_link(std::uint16_t link_type, Bytes frame) noexcept {
  switch (link_type) {
    case kSlip:
      return ip_after(frame, 16);
    case kTokenRing:
      return under_token_ring(frame);
    case kFddi:
      return llc_after(frame, 13);
    case kAtmRfc1483:
      return ip_under_llc(frame);
    case kSunAtm:
      return under_sun_atm(frame);
    case kArcnet:
      return under_arcnet(frame, 2);
    case kArcnetLinux:
      return under_arcnet(frame, 4);
    case kEnc:
      return ip_after(frame, 12);
    case kPflog:
      return frame.empty() ? ParseError::kTruncated : ip_after(frame, (frame[0] + 3U) / 4 * 4);
    case kFrameRelay:
      return under_frame_relay(frame);
    case kFrameRelayWithDirection:
      return frame.empty() ? ParseError::kTruncated : under_frame_relay(frame.subspan(1));
    case kCiscoHdlcWithDirection:
      return frame.empty() ? ParseError::kTruncated : under_cisco_hdlc(frame.subspan(1));
    case kPppWithDirection:
      return ppp_after(frame, 1);
    case kPppPppd:
      return ppp_after(frame, 1);
    case kMpls:
      return ip_under_mpls(frame);
    case kNflog:
      return ip_under_nflog(frame);
    case kPktap:
      return under_pktap(frame);
    case kNetlink:
      return ip_under_netlink(frame);
    default:
      return ParseError::kForeign;
  }
}

// Apart from the usual case, so that it can be inlined where every packet goes through.
[[gnu::noinline]] Parsed<Bytes> under_other_link(std::uint16_t link_type, Bytes frame) noexcept {
  switch (link_type) {
    case kLinuxCooked:
      return under_cooked(frame);
    case kLinuxCooked2:
      return ether_type_at(frame, 0, 20);
    case kRaw:
    case kDltRaw:
    case kDltRawBsd:
    case kIpv4:
    case kIpv6:
      return frame;
    case kNull:
    case kLoop:
      return under_family(frame);
    case kPpp:
    case kPppHdlc:
      if (!frame.empty() && (frame[0] == 0x0f || frame[0] == 0x8f)) return under_cisco_hdlc(frame);
      return ip_under_ppp(frame);
    case kPppEther:
      return ip_under_ether_type(0x8864, frame);
    case kCiscoHdlc:
      return under_cisco_hdlc(frame);
    case kWifi:
      return ip_under_wifi(frame);
    case kRadiotap:
      return ip_under_radiotap(frame);
    case kPrism:
    case kAvs:
      return ip_under_prism(frame);
    case kPpi:
      return ip_under_ppi(frame);
    default:
      return rare_link(link_type, frame);
  }
}

}  // namespace

Parsed<Bytes> ip_under_link(std::uint16_t link_type, Bytes frame) noexcept {
  if (link_type == kEthernet) return ip_under_ethernet(frame);
  return under_other_link(link_type, frame);
}

}  // namespace desirepath::wire
