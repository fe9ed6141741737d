#pragma once

// `parse_ip` reads one IPv4 or IPv6 header with its extension headers.
//
// `sight` calls it on what `link_layer.h` or `tunnel.h` found, and puts fragments together itself.
// Checksums are not looked at: offloading leaves them wrong on the sender's own host.
//
// Source: RFC 791, 3.1; RFC 8200, 3 and 4; RFC 4302, 2.2 (AH); RFC 2675 (jumbo payloads).
// Limits: `kMostExtensions` extension headers, then kMalformed; allocates nothing.
// Errors: kForeign    neither version 4 nor 6;
//         kTruncated  the captured bytes end inside a header;
//         kMalformed  a length is shorter than its header, or too many extension headers.

#include <array>
#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

constexpr int kMostExtensions = 12;

using IpAddress = std::array<std::uint8_t, 16>;  // IPv4 in the mapped form of RFC 4291, 2.5.5.2

struct IpPacket {
  IpAddress source;
  IpAddress destination;
  Bytes payload;                      // what was captured of it, without link-layer padding
  std::uint32_t payload_length = 0;   // what the header claims; at least payload.size()
  std::uint32_t identification = 0;   // of the datagram a fragment belongs to
  std::uint16_t fragment_offset = 0;  // octets
  bool more_fragments = false;
  std::uint8_t protocol = 0;  // IANA protocol number of `payload`

  [[nodiscard]] bool is_fragment() const noexcept { return more_fragments || fragment_offset != 0; }
};

Parsed<IpPacket> parse_ip(Bytes packet) noexcept;

}  // namespace desirepath::wire
