#pragma once

// `Segment` is the innermost TCP segment or UDP datagram of one packet, ready for its flow.
//
// `Peeler` makes it, the flow table and the readers take it. Views point into the packet, or into
// the peeler's own space when the packet completed a fragmented datagram; they are good until the
// next packet. Threads: a plain value.

#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"
#include "agent/wire/cursor.h"

namespace desirepath::sight {

struct Segment {
  capture::Time time;
  Endpoint source;
  Endpoint destination;
  Transport transport = Transport::kTcp;
  std::uint8_t flags = 0;      // wire::TcpFlag
  std::uint32_t sequence = 0;  // of TCP
  std::uint32_t acknowledgement = 0;
  std::uint32_t payload_length = 0;  // on the wire
  wire::Bytes payload;               // captured
};

}  // namespace desirepath::sight
