#pragma once

// `parse_tcp` and `parse_udp` read a transport header and give the payload behind it.
//
// `sight` calls them on the innermost IP packet. Checksums are not looked at.
//
// Source: RFC 9293, 3.1 (TCP); RFC 768 (UDP).
// Errors: kTruncated  the captured bytes end inside the header;
//         kMalformed  its length is shorter than the header or longer than the IP payload.

#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/integer_at.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

constexpr std::uint8_t kIpTcp = 6;  // IANA, protocol numbers
constexpr std::uint8_t kIpUdp = 17;

enum TcpFlag : std::uint8_t { kFin = 0x01, kSyn = 0x02, kRst = 0x04, kAck = 0x10 };

struct TcpSegment {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;
  Bytes payload;                     // captured
  std::uint32_t payload_length = 0;  // on the wire
};

struct UdpDatagram {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  Bytes payload;                     // captured
  std::uint32_t payload_length = 0;  // on the wire
};

// `length` is what the IP header claims for `packet`; the capture may hold less.
Parsed<UdpDatagram> parse_udp(Bytes packet, std::uint32_t length) noexcept;

// Here, so that it is inlined: nearly every packet is read by it.
constexpr Parsed<TcpSegment> parse_tcp(Bytes packet, std::uint32_t length) noexcept {
  constexpr std::uint32_t kFixedBytes = 20;
  if (packet.size() < kFixedBytes) return ParseError::kTruncated;
  const auto fixed = packet.first<kFixedBytes>();
  const std::uint32_t header = (fixed[12] >> 4) * 4U;
  if (header < kFixedBytes || header > length) return ParseError::kMalformed;
  TcpSegment tcp;
  tcp.source_port = u16_at<0>(fixed);
  tcp.destination_port = u16_at<2>(fixed);
  tcp.sequence = u32_at<4>(fixed);
  tcp.acknowledgement = u32_at<8>(fixed);
  tcp.flags = fixed[13];
  tcp.payload_length = length - header;
  // If the capture was cut inside the options, the payload was not captured.
  if (header <= packet.size()) tcp.payload = packet.subspan(header);
  return tcp;
}

}  // namespace desirepath::wire
