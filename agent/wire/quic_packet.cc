#include "agent/wire/quic_packet.h"

#include <optional>

#include "agent/wire/quic_integer.h"

namespace desirepath::wire {
namespace {

constexpr std::size_t kMostIdBytes = 20;

std::optional<QuicDialect> dialect_of(std::uint32_t version) noexcept {
  switch (version) {
    case 0x00000001:
      return QuicDialect::kVersion1;
    case 0x6b3343cf:  // RFC 9369
    case 0x709a50c4:  // its drafts
      return QuicDialect::kVersion2;
    case 0xfaceb001:
      return QuicDialect::kDraft22;
    case 0xfaceb002:
    case 0xfaceb00e:
      return QuicDialect::kDraft23;
    case 0x51303530:
      return QuicDialect::kGoogleQ050;
    case 0x54303530:
      return QuicDialect::kGoogleT050;
    case 0x54303531:
      return QuicDialect::kGoogleT051;
    default:
      break;
  }
  const std::uint32_t draft = version & 0xffU;
  if (version >> 8 != 0xff0000 || draft < 21 || draft > 34) return std::nullopt;
  if (draft < 23) return QuicDialect::kDraft22;
  if (draft < 29) return QuicDialect::kDraft23;
  return draft < 33 ? QuicDialect::kDraft29 : QuicDialect::kVersion1;
}

QuicPacketType type_of(std::uint8_t first, QuicDialect dialect) noexcept {
  const int bits = first >> 4 & 3;
  // Version 2 turns the numbers by one (RFC 9369, 3.2).
  const int type = dialect == QuicDialect::kVersion2 ? (bits + 3) % 4 : bits;
  return static_cast<QuicPacketType>(type);
}

}  // namespace

bool may_begin_quic(Bytes datagram) noexcept {
  if (datagram.size() < 7 || (datagram[0] & 0x80) == 0) return false;
  return dialect_of(Cursor{datagram.subspan(1)}.u32()).has_value();
}

Parsed<QuicPacket> parse_quic_packet(Bytes datagram) noexcept {
  Cursor in{datagram};
  const std::uint8_t first = in.u8();
  QuicPacket quic;
  quic.version = in.u32();
  if (!in.ok()) return ParseError::kTruncated;
  const std::optional<QuicDialect> dialect = dialect_of(quic.version);
  if ((first & 0x80) == 0 || !dialect.has_value()) return ParseError::kForeign;
  quic.dialect = *dialect;
  quic.type = type_of(first, quic.dialect);
  for (Bytes* id : {&quic.destination_id, &quic.source_id}) {
    const std::size_t length = in.u8();
    if (length > kMostIdBytes) return ParseError::kMalformed;
    *id = in.take(length);
  }
  if (quic.type == QuicPacketType::kRetry) {  // it has no length: the rest is its token
    if (!in.ok()) return ParseError::kTruncated;
    quic.packet = datagram;
    return quic;
  }
  if (quic.type == QuicPacketType::kInitial) in.take(quic_integer(in));  // token
  const std::uint64_t length = quic_integer(in);
  if (!in.ok()) return ParseError::kTruncated;
  quic.packet_number_at = datagram.size() - in.rest().size();
  if (length > in.rest().size()) return ParseError::kTruncated;
  quic.packet = datagram.first(quic.packet_number_at + static_cast<std::size_t>(length));
  quic.rest = datagram.subspan(quic.packet.size());
  return quic;
}

}  // namespace desirepath::wire
