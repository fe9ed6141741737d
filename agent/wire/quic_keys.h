#pragma once

// `QuicOpener` removes the protection of client Initial packets, whose keys anybody can derive.
//
// `sight` owns one and keeps the `QuicKeys` of a connection, so that its later packets derive
// nothing. The one user of OpenSSL in this folder: all contexts are made once and reused, so an
// Initial costs no allocation here.
//
// Source: RFC 9001, 5.2 (secrets), 5.3 (AEAD), 5.4 (header protection), Appendix A (examples); RFC
// 9369, 3.3 (version 2); RFC 5869 and RFC 8446, 7.1 (HKDF-Expand-Label).
// Limits: packets up to `kMostPacketBytes`; packet numbers are taken as sent, which is right for
// the first ones of a connection.
// Errors: kMalformed  too short to be sampled, or too long; kForeign  the tag does not fit the
// keys. Threads: one at a time.

#include <array>
#include <cstdint>
#include <memory>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"
#include "agent/wire/quic_packet.h"

namespace desirepath::wire {

struct QuicKeys {
  std::array<std::uint8_t, 16> key;
  std::array<std::uint8_t, 12> iv;
  std::array<std::uint8_t, 16> header_key;
};

class QuicOpener {
 public:
  static constexpr std::size_t kMostPacketBytes = 16384;

  QuicOpener();
  ~QuicOpener();

  // The keys of the client whose first Initial carries `destination_id`.
  QuicKeys derive(QuicDialect dialect, Bytes destination_id) noexcept;

  // The frames in `packet`; good until the next call.
  Parsed<Bytes> open(const QuicKeys& keys, const QuicPacket& packet) noexcept;

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace desirepath::wire
