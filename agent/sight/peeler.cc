#include "agent/sight/peeler.h"

#include "agent/wire/ip.h"
#include "agent/wire/link_layer.h"
#include "agent/wire/transport.h"
#include "agent/wire/tunnel.h"

namespace desirepath::sight {
namespace {

void set_ends(Segment& segment, const wire::IpPacket& ip, std::uint16_t source_port,
              std::uint16_t destination_port) {
  segment.source.address.octets = ip.source;
  segment.source.port = source_port;
  segment.destination.address.octets = ip.destination;
  segment.destination.port = destination_port;
}

[[gnu::noinline]] bool begins_with_ip(wire::Bytes bytes) {
  return wire::parse_ip(bytes).has_value();
}

}  // namespace

[[gnu::always_inline]] inline Peeler::Step Peeler::read_tcp(const wire::IpPacket& ip,
                                                            Segment& segment) {
  const auto tcp = wire::parse_tcp(ip.payload, ip.payload_length);
  if (!tcp.has_value()) {
    ++counts_.bad_transport;
    return Step::kNothing;
  }
  set_ends(segment, ip, tcp->source_port, tcp->destination_port);
  segment.transport = Transport::kTcp;
  segment.flags = tcp->flags;
  segment.sequence = tcp->sequence;
  segment.acknowledgement = tcp->acknowledgement;
  segment.payload = tcp->payload;
  segment.payload_length = tcp->payload_length;
  return Step::kSegment;
}

Peeler::Step Peeler::read_udp(const wire::IpPacket& ip, wire::Bytes& bytes, Segment& segment) {
  const auto udp = wire::parse_udp(ip.payload, ip.payload_length);
  if (!udp.has_value()) {
    ++counts_.bad_transport;
    return Step::kNothing;
  }
  for (const std::uint16_t port : {udp->destination_port, udp->source_port}) {
    if (!wire::is_tunnel_port(port)) continue;
    const auto inside = wire::ip_inside_udp(port, udp->payload);
    if (inside.has_value() && begins_with_ip(*inside)) {
      bytes = *inside;
      return Step::kDeeper;
    }
  }
  set_ends(segment, ip, udp->source_port, udp->destination_port);
  segment.transport = Transport::kUdp;
  segment.flags = 0;
  segment.payload = udp->payload;
  segment.payload_length = udp->payload_length;
  return Step::kSegment;
}

Peeler::Step Peeler::through_ip(wire::Bytes& bytes, Segment& segment) {
  const auto parsed = wire::parse_ip(bytes);
  if (!parsed.has_value()) {
    ++(parsed.error() == wire::ParseError::kForeign ? counts_.other_packets : counts_.bad_ip);
    return Step::kNothing;
  }
  if (!parsed->is_fragment()) {
    if (parsed->protocol == wire::kIpTcp) return read_tcp(*parsed, segment);
    return through_payload(*parsed, bytes, segment);
  }
  const auto whole = fragments_.add(*parsed);
  counts_.fragments_evicted = fragments_.evicted();
  return whole.has_value() ? through_payload(*whole, bytes, segment) : Step::kNothing;
}

[[gnu::noinline]] Peeler::Step Peeler::through_payload(const wire::IpPacket& ip, wire::Bytes& bytes,
                                                       Segment& segment) {
  if (ip.protocol == wire::kIpTcp) return read_tcp(ip, segment);
  if (ip.protocol == wire::kIpUdp) return read_udp(ip, bytes, segment);
  const auto inside = wire::ip_inside_ip(ip.protocol, ip.payload);
  if (!inside.has_value()) {
    ++counts_.other_packets;
    return Step::kNothing;
  }
  bytes = *inside;
  return Step::kDeeper;
}

bool Peeler::peel(const capture::Packet& packet, Segment& segment) {
  const auto ip = wire::ip_under_link(packet.link_type, packet.bytes);
  if (!ip.has_value()) {
    ++(ip.error() == wire::ParseError::kForeign ? counts_.other_packets : counts_.bad_link);
    return false;
  }
  segment.time = packet.time;
  wire::Bytes bytes = *ip;
  for (int headers = 0; headers < kMostIpHeaders; ++headers) {
    switch (through_ip(bytes, segment)) {
      case Step::kSegment:
        return true;
      case Step::kNothing:
        return false;
      case Step::kDeeper:
        break;
    }
  }
  ++counts_.too_deep;
  return false;
}

}  // namespace desirepath::sight
