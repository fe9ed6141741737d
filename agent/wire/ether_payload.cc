#include "agent/wire/ether_payload.h"

namespace desirepath::wire {
namespace {

// What lies under a header: the next header's kind and its bytes.
enum class Kind : std::uint8_t { kEthernet, kEtherType, kPpp, kMpls, kLlc, kIp };

struct Layer {
  Kind kind;
  Bytes bytes;
  std::uint16_t ether_type = 0;
};

using Step = Parsed<Layer>;

// IANA, IEEE 802 numbers; 802.1ah, 802.1AE, IEC 62439-3; 0x8909 is Cisco's.
constexpr std::uint16_t kFirstEtherType = 0x0600;  // below it the field is an 802.3 length
constexpr std::uint16_t kTag[] = {0x8100, 0x88a8, 0x9100, 0x9200, 0x9300};
constexpr std::uint16_t kMplsTypes[] = {0x8847, 0x8848};
constexpr std::uint16_t kPppoeSession = 0x8864;
constexpr std::uint16_t kPppType = 0x880b;
constexpr std::uint16_t kBackboneTag = 0x88e7;
constexpr std::uint16_t kCiscoMeta = 0x8909;
constexpr std::uint16_t kMacsec = 0x88e5;
constexpr std::uint16_t kHsr = 0x892f;
constexpr std::uint16_t kVnTag = 0x8926;
constexpr std::uint16_t kPortExtension = 0x893f;
constexpr std::uint16_t kServiceHeader = 0x894f;
constexpr std::uint16_t kLlcFrame = 0x8870;  // a jumbo LLC frame

Step done(const Cursor& in, Layer layer) noexcept {
  if (!in.ok()) return ParseError::kTruncated;
  return layer;
}

Step after_type(Cursor& in) noexcept {
  const std::uint16_t ether_type = in.u16();
  return done(in, {Kind::kEtherType, in.rest(), ether_type});
}

template <std::size_t Size>
constexpr bool is_one_of(std::uint16_t value, const std::uint16_t (&list)[Size]) noexcept {
  for (const std::uint16_t entry : list) {
    if (entry == value) return true;
  }
  return false;
}

Step under_ethernet(Bytes frame) noexcept {
  Cursor in{frame};
  in.take(12);  // destination, source
  return after_type(in);
}

// SecTAG: the E and C bits say whether what follows can be read (IEEE 802.1AE, 9).
Step under_macsec(Cursor& in) noexcept {
  const std::uint8_t control = in.u8();
  if (in.ok() && (control & 0x0c) != 0) return ParseError::kForeign;
  in.take(5);                             // short length, packet number
  if ((control & 0x20) != 0) in.take(8);  // secure channel identifier
  return after_type(in);
}

// A network service header says its length in words and what it carries (RFC 8300, 2.2).
Step under_service_header(Bytes payload) noexcept {
  Cursor in{payload};
  in.take(1);  // version, flags, part of the time to live
  const std::size_t length = (in.u8() & 0x3fU) * 4U;
  in.take(1);  // kind of metadata
  const std::uint8_t next = in.u8();
  if (!in.ok()) return ParseError::kTruncated;
  if (length < 8) return ParseError::kMalformed;
  in.take(length - 4);
  if (next == 1 || next == 2) return done(in, {Kind::kIp, in.rest()});
  if (next == 3) return done(in, {Kind::kEthernet, in.rest()});
  return next == 5 ? done(in, {Kind::kMpls, in.rest()}) : Step{ParseError::kForeign};
}

Step under_ether_type(std::uint16_t ether_type, Bytes payload) noexcept {
  Cursor in{payload};
  if (ether_type == kEtherIpv4 || ether_type == kEtherIpv6) return Layer{Kind::kIp, payload};
  if (is_one_of(ether_type, kTag)) {
    in.take(2);  // priority and VLAN
    return after_type(in);
  }
  if (is_one_of(ether_type, kMplsTypes)) return Layer{Kind::kMpls, payload};
  if (ether_type < kFirstEtherType || ether_type == kLlcFrame) return Layer{Kind::kLlc, payload};
  switch (ether_type) {
    case kEtherBridged:
      return Layer{Kind::kEthernet, payload};
    case kPppoeSession:
      in.take(6);  // version and type, code, session, length
      return done(in, {Kind::kPpp, in.rest()});
    case kPppType:
      return Layer{Kind::kPpp, payload};
    case kBackboneTag:
      in.take(4);  // I-TAG; the customer's addresses follow
      return done(in, {Kind::kEthernet, in.rest()});
    case kCiscoMeta:
      in.take(6);  // version, length, option, security group
      return after_type(in);
    case kHsr:
    case kVnTag:
      in.take(4);  // path and size, sequence; or interfaces
      return after_type(in);
    case kPortExtension:
      in.take(6);  // priority, channels
      return after_type(in);
    case kServiceHeader:
      return under_service_header(payload);
    case kMacsec:
      return under_macsec(in);
    default:
      return ParseError::kForeign;
  }
}

// Address and control may be compressed away, and so may the protocol's high octet (RFC 1661, 6).
Step under_ppp(Bytes frame) noexcept {
  Cursor in{frame};
  if (!frame.empty() && frame[0] == 0xff) in.take(2);
  std::uint16_t protocol = in.u8();
  if ((protocol & 1) == 0) protocol = static_cast<std::uint16_t>(protocol << 8 | in.u8());
  if (!in.ok()) return ParseError::kTruncated;
  switch (protocol) {
    case 0x0021:
      return Layer{Kind::kEtherType, in.rest(), kEtherIpv4};
    case 0x0057:
      return Layer{Kind::kEtherType, in.rest(), kEtherIpv6};
    case 0x0281:
    case 0x0283:
      return Layer{Kind::kMpls, in.rest()};
    default:
      return ParseError::kForeign;
  }
}

// What is under the last label is not said; the first nibble tells IP, and a zero nibble is a
// pseudowire's control word (RFC 4928, 3). All else is a frame without control word.
Step under_mpls(Bytes labels) noexcept {
  Cursor in{labels};
  std::uint32_t label = 0;
  do {
    label = in.u32();
    if (!in.ok()) return ParseError::kTruncated;
  } while ((label & 0x100) == 0);
  const Bytes rest = in.rest();
  if (rest.empty()) return ParseError::kTruncated;
  const std::uint8_t nibble = rest[0] >> 4;
  if (nibble == 4 || nibble == 6) return Layer{Kind::kIp, rest};
  if (nibble == 0 && rest.size() > 4) in.take(4);
  return Layer{Kind::kEthernet, in.rest()};
}

Step under_llc(Bytes frame) noexcept {
  Cursor in{frame};
  const std::uint8_t destination = in.u8();
  const std::uint8_t source = in.u8();
  in.take(1);  // control
  if (!in.ok()) return ParseError::kTruncated;
  if (destination == 0x06 && source == 0x06) return Layer{Kind::kIp, in.rest()};
  if (destination != 0xaa || source != 0xaa) return ParseError::kForeign;
  const std::uint32_t organisation = in.u24();
  const Step next = after_type(in);
  const bool encapsulated = organisation == 0 || organisation == 0xf8;  // RFC 1042, 802.1H
  if (next.has_value() && !encapsulated) return ParseError::kForeign;
  return next;
}

Step step(const Layer& layer) noexcept {
  switch (layer.kind) {
    case Kind::kEthernet:
      return under_ethernet(layer.bytes);
    case Kind::kEtherType:
      return under_ether_type(layer.ether_type, layer.bytes);
    case Kind::kPpp:
      return under_ppp(layer.bytes);
    case Kind::kMpls:
      return under_mpls(layer.bytes);
    case Kind::kLlc:
      return under_llc(layer.bytes);
    case Kind::kIp:
      break;
  }
  return layer;
}

[[gnu::noinline]] Parsed<Bytes> descend(Layer layer) noexcept {
  for (int shims = 0; shims < kMostShims; ++shims) {
    if (layer.kind == Kind::kIp) return layer.bytes;
    const Step next = step(layer);
    if (!next.has_value()) return next.error();
    layer = *next;
  }
  return ParseError::kMalformed;
}

}  // namespace

Parsed<Bytes> ip_under_ethernet(Bytes frame) noexcept {
  if (frame.size() > 14 && frame[12] == 0x08 && frame[13] == 0x00) return frame.subspan(14);
  return descend({Kind::kEthernet, frame});
}

Parsed<Bytes> ip_under_ether_type(std::uint16_t ether_type, Bytes payload) noexcept {
  return descend({Kind::kEtherType, payload, ether_type});
}

Parsed<Bytes> ip_under_ppp(Bytes frame) noexcept { return descend({Kind::kPpp, frame}); }

Parsed<Bytes> ip_under_mpls(Bytes labels) noexcept { return descend({Kind::kMpls, labels}); }

Parsed<Bytes> ip_under_llc(Bytes frame) noexcept { return descend({Kind::kLlc, frame}); }

}  // namespace desirepath::wire
