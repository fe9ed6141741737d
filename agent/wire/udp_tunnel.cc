#include <array>

#include "agent/wire/ether_payload.h"
#include "agent/wire/tunnel.h"
#include "agent/wire/wireless.h"

namespace desirepath::wire {
namespace {

// IANA, service names and ports; 8472 is the Linux kernel's older VXLAN port.
enum Port : std::uint16_t {
  kL2tp = 1701,
  kGtpUser = 2152,
  kTeredo = 3544,
  kLisp = 4341,
  kVxlan = 4789,
  kVxlanGpe = 4790,
  kGreInUdp = 4754,
  kAyiya = 5072,
  kCapwapData = 5247,
  kGeneve = 6081,
  kMplsInUdp = 6635,
  kVxlanLinux = 8472,
  kTzsp = 37008,
};

Parsed<Bytes> under_vxlan(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t flags = in.u8();
  in.take(7);  // reserved, network identifier
  if (!in.ok()) return ParseError::kTruncated;
  if ((flags & 0x08) == 0) return ParseError::kForeign;  // the identifier must be valid
  return ip_under_ethernet(in.rest());
}

Parsed<Bytes> under_vxlan_gpe(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t flags = in.u8();
  in.take(2);
  const std::uint8_t next = in.u8();
  in.take(4);
  if (!in.ok()) return ParseError::kTruncated;
  if ((flags & 0x04) == 0 || next == 3) return ip_under_ethernet(in.rest());
  if (next == 1 || next == 2) return rest_of(in);
  return next == 5 ? ip_under_mpls(in.rest()) : Parsed<Bytes>{ParseError::kForeign};
}

Parsed<Bytes> under_geneve(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t first = in.u8();
  const std::uint8_t flags = in.u8();
  const std::uint16_t protocol = in.u16();
  in.take(4);  // network identifier, reserved
  in.take((first & 0x3fU) * 4U);
  if (!in.ok()) return ParseError::kTruncated;
  if (first >> 6 != 0 || (flags & 0x80) != 0) return ParseError::kForeign;  // version, control
  return ip_under_ether_type(protocol, in.rest());
}

// The user plane of version 1 and of the older version 0; 255 is a T-PDU.
Parsed<Bytes> under_gtp(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t flags = in.u8();
  const std::uint8_t message = in.u8();
  if (!in.ok()) return ParseError::kTruncated;
  if (message != 255 || (flags & 0x10) == 0) return ParseError::kForeign;
  if (flags >> 5 == 0) {
    in.take(18);
    return rest_of(in);
  }
  if (flags >> 5 != 1) return ParseError::kForeign;
  in.take(2 + 4);  // length, tunnel endpoint
  if ((flags & 0x07) != 0) {
    in.take(3);  // sequence, N-PDU number
    std::uint8_t extension = in.u8();
    while (in.ok() && extension != 0) {
      const std::size_t length = in.u8() * 4U;
      if (in.ok() && length < 4) return ParseError::kMalformed;
      in.take(length - 2);
      extension = in.u8();
    }
  }
  const Parsed<Bytes> inner = rest_of(in);
  if (!inner.has_value()) return inner.error();
  const std::uint8_t nibble = (*inner)[0] >> 4;
  return nibble == 4 || nibble == 6 ? inner : ip_under_ppp(*inner);
}

Parsed<Bytes> under_teredo(Bytes payload) noexcept {
  Cursor in{payload};
  if (payload.size() >= 4 && payload[0] == 0 && payload[1] == 1) {  // authentication
    in.take(2);
    const std::size_t client = in.u8();
    const std::size_t value = in.u8();
    in.take(client + value + 8 + 1);  // nonce, confirmation
  }
  if (in.rest().size() >= 8 && in.rest()[0] == 0 && in.rest()[1] == 0) in.take(8);  // origin
  const Parsed<Bytes> inner = rest_of(in);
  if (inner.has_value() && (*inner)[0] >> 4 != 6) return ParseError::kForeign;
  return inner;
}

Parsed<Bytes> under_l2tp(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint16_t flags = in.u16();
  if (in.ok() && ((flags & 0x8000) != 0 || (flags & 0x0f) != 2)) return ParseError::kForeign;
  if ((flags & 0x4000) != 0) in.take(2);  // length
  in.take(4);                             // tunnel, session
  if ((flags & 0x0800) != 0) in.take(4);  // sequence numbers
  if ((flags & 0x0200) != 0) in.take(in.u16());
  if (!in.ok()) return ParseError::kTruncated;
  return ip_under_ppp(in.rest());
}

// Some access points send 802.11's frame control with its octets swapped; both forms are tried.
Parsed<Bytes> under_capwap(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t preamble = in.u8();
  const std::uint32_t fields = in.u24();
  const std::size_t header = (fields >> 19) * 4U;
  if (!in.ok()) return ParseError::kTruncated;
  if (preamble != 0 || header < 8) return ParseError::kForeign;  // encrypted, or no CAPWAP
  if (header >= payload.size()) return ParseError::kTruncated;
  const Bytes frame = payload.subspan(header);
  if ((fields & 0x100) == 0) return ip_under_ethernet(frame);
  const Parsed<Bytes> inner = ip_under_wifi(frame);
  if (inner.has_value() || frame.size() < 24) return inner;
  std::array<std::uint8_t, 2> control = {frame[1], frame[0]};
  const std::size_t data_header = (control[0] & 0x80) != 0 ? 26 : 24;
  if ((control[0] & 0x4f) != 0x08 || (control[1] & 0x43) == 0x43) return ParseError::kForeign;
  if (data_header >= frame.size()) return ParseError::kTruncated;
  return ip_under_llc(frame.subspan(data_header));
}

Parsed<Bytes> under_ayiya(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t identity = in.u8();
  const std::uint8_t signature = in.u8();
  in.take(1);  // authentication, operation
  const std::uint8_t next = in.u8();
  in.take(4);  // epoch time
  in.take(std::size_t{1} << (identity >> 4));
  in.take((signature >> 4) * 4U);
  if (!in.ok()) return ParseError::kTruncated;
  return next == 41 || next == 4 ? rest_of(in) : Parsed<Bytes>{ParseError::kForeign};
}

Parsed<Bytes> under_lisp(Bytes payload) noexcept {
  Cursor in{payload};
  in.take(8);  // flags, nonce, locator bits
  return rest_of(in);
}

// Tags until the end tag, then a frame of the kind the header says: Ethernet or 802.11.
Parsed<Bytes> under_tzsp(Bytes payload) noexcept {
  Cursor in{payload};
  const std::uint8_t version = in.u8();
  in.take(1);  // type
  const std::uint16_t kind = in.u16();
  while (in.ok()) {
    const std::uint8_t tag = in.u8();
    if (tag == 1) break;
    if (tag != 0) in.take(in.u8());
  }
  if (!in.ok()) return ParseError::kTruncated;
  if (version != 1) return ParseError::kForeign;
  if (kind == 1) return ip_under_ethernet(in.rest());
  return kind == 18 ? ip_under_wifi(in.rest()) : Parsed<Bytes>{ParseError::kForeign};
}

}  // namespace

bool is_tunnel_port(std::uint16_t port) noexcept {
  switch (port) {
    case kL2tp:
    case kGtpUser:
    case kTeredo:
    case kVxlan:
    case kVxlanGpe:
    case kVxlanLinux:
    case kGreInUdp:
    case kAyiya:
    case kCapwapData:
    case kGeneve:
    case kMplsInUdp:
    case kLisp:
    case kTzsp:
      return true;
    default:
      return false;
  }
}

Parsed<Bytes> ip_inside_udp(std::uint16_t port, Bytes payload) noexcept {
  switch (port) {
    case kL2tp:
      return under_l2tp(payload);
    case kGtpUser:
      return under_gtp(payload);
    case kTeredo:
      return under_teredo(payload);
    case kVxlan:
    case kVxlanLinux:
      return under_vxlan(payload);
    case kVxlanGpe:
      return under_vxlan_gpe(payload);
    case kGreInUdp:
      return ip_inside_ip(47, payload);
    case kAyiya:
      return under_ayiya(payload);
    case kCapwapData:
      return under_capwap(payload);
    case kGeneve:
      return under_geneve(payload);
    case kMplsInUdp:
      return ip_under_mpls(payload);
    case kLisp:
      return under_lisp(payload);
    case kTzsp:
      return under_tzsp(payload);
    default:
      return ParseError::kForeign;
  }
}

}  // namespace desirepath::wire
