#include "agent/wire/transport.h"

#include <algorithm>

#include "agent/wire/integer_at.h"

namespace desirepath::wire {
namespace {

constexpr std::uint32_t kUdpHeaderBytes = 8;

}  // namespace

Parsed<UdpDatagram> parse_udp(Bytes packet, std::uint32_t length) noexcept {
  if (packet.size() < kUdpHeaderBytes) return ParseError::kTruncated;
  const auto fixed = packet.first<kUdpHeaderBytes>();
  UdpDatagram udp;
  udp.source_port = u16_at<0>(fixed);
  udp.destination_port = u16_at<2>(fixed);
  std::uint32_t claimed = u16_at<4>(fixed);
  if (claimed == 0) claimed = length;  // segmentation offload and jumbograms
  if (claimed < kUdpHeaderBytes || claimed > length) return ParseError::kMalformed;
  udp.payload_length = claimed - kUdpHeaderBytes;
  packet = packet.subspan(kUdpHeaderBytes);
  udp.payload = packet.first(std::min<std::size_t>(packet.size(), udp.payload_length));
  return udp;
}

}  // namespace desirepath::wire
