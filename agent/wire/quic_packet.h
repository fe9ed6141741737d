#pragma once

// `parse_quic_packet` reads the long header of one QUIC packet; a datagram may hold several.
//
// `sight` calls it at the start of a UDP payload and again at `rest`; `quic_keys.h` opens what is
// an Initial.
//
// Source: RFC 8999, 5.1 (invariants); RFC 9000, 16 (integers) and 17.2 (long header); RFC 9369, 3
// (version 2); drafts 22 to 34; Google's T050, T051 and Q050, which keep the form of draft 27.
// Limits: connection ids up to 20 octets in the versions known here; allocates nothing.
// Errors: kForeign    no long header, or of a version not known here;
//         kTruncated  the datagram ends inside the header, or before the packet's length;
//         kMalformed  a connection id is too long.

#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

// What sets the versions apart for who reads Initials: the salt, the labels and the frames.
enum class QuicDialect : std::uint8_t {
  kVersion1,  // and drafts 33 and 34
  kVersion2,
  kDraft29,  // to 32
  kDraft23,  // to 28, and mvfst's 0xfaceb002
  kDraft22,  // and mvfst's 0xfaceb001
  kGoogleQ050,
  kGoogleT050,
  kGoogleT051,
};
constexpr std::size_t kQuicDialects = 8;

enum class QuicPacketType : std::uint8_t { kInitial, kZeroRtt, kHandshake, kRetry };

struct QuicPacket {
  QuicDialect dialect = QuicDialect::kVersion1;
  QuicPacketType type = QuicPacketType::kInitial;
  std::uint32_t version = 0;
  Bytes destination_id;
  Bytes source_id;
  Bytes packet;                      // the whole packet, header included
  std::size_t packet_number_at = 0;  // in `packet`; still protected
  Bytes rest;                        // of the datagram, behind this packet
};

// Whether a UDP payload begins with a long header of a version known here.
bool may_begin_quic(Bytes datagram) noexcept;

Parsed<QuicPacket> parse_quic_packet(Bytes datagram) noexcept;

}  // namespace desirepath::wire
