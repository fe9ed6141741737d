#pragma once

// `Peeler` takes a packet down to its innermost TCP segment or UDP datagram.
//
// `Observer` owns it. It goes through the link layer, IP with its extensions, fragments and
// tunnels, whatever their order. A tunnel's own datagram counts only when nothing inside is IP.
//
// Limits: `kMostIpHeaders` IP headers inside each other, counted by `too_deep`; those of
// `Fragments`. Errors: every reason for giving no segment has its counter. Threads: one at a time.

#include "agent/capture/packet.h"
#include "agent/sight/counts.h"
#include "agent/sight/fragments.h"
#include "agent/sight/segment.h"

namespace desirepath::sight {

class Peeler {
 public:
  static constexpr int kMostIpHeaders = 8;

  explicit Peeler(Counts& counts) : counts_(counts) {}  // `counts` must outlive it

  // True when `segment` was filled.
  bool peel(const capture::Packet& packet, Segment& segment);

 private:
  enum class Step { kSegment, kDeeper, kNothing };

  Step through_ip(wire::Bytes& bytes, Segment& segment);
  Step through_payload(const wire::IpPacket& ip, wire::Bytes& bytes, Segment& segment);
  Step read_tcp(const wire::IpPacket& ip, Segment& segment);
  Step read_udp(const wire::IpPacket& ip, wire::Bytes& bytes, Segment& segment);

  Counts& counts_;
  Fragments fragments_;
};

}  // namespace desirepath::sight
