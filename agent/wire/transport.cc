#include "agent/wire/transport.h"

#include <algorithm>

namespace desirepath::wire {
namespace {

constexpr std::uint32_t kTcpHeaderBytes = 20;
constexpr std::uint32_t kUdpHeaderBytes = 8;

}  // namespace

Parsed<TcpSegment> parse_tcp(Bytes packet, std::uint32_t length) noexcept {
  Cursor in{packet};
  TcpSegment tcp;
  tcp.source_port = in.u16();
  tcp.destination_port = in.u16();
  tcp.sequence = in.u32();
  tcp.acknowledgement = in.u32();
  const std::uint32_t header = (in.u8() >> 4) * 4U;
  tcp.flags = in.u8();
  in.take(6);  // window, checksum, urgent pointer
  if (!in.ok()) return ParseError::kTruncated;
  if (header < kTcpHeaderBytes || header > length) return ParseError::kMalformed;
  tcp.payload_length = length - header;
  if (header > packet.size()) return tcp;  // cut inside the options: the payload was not captured
  tcp.payload = packet.subspan(header);
  return tcp;
}

Parsed<UdpDatagram> parse_udp(Bytes packet, std::uint32_t length) noexcept {
  Cursor in{packet};
  UdpDatagram udp;
  udp.source_port = in.u16();
  udp.destination_port = in.u16();
  std::uint32_t claimed = in.u16();
  in.take(2);  // checksum
  if (!in.ok()) return ParseError::kTruncated;
  if (claimed == 0) claimed = length;  // segmentation offload and jumbograms
  if (claimed < kUdpHeaderBytes || claimed > length) return ParseError::kMalformed;
  udp.payload_length = claimed - kUdpHeaderBytes;
  udp.payload = in.rest().first(std::min<std::size_t>(in.rest().size(), udp.payload_length));
  return udp;
}

}  // namespace desirepath::wire
