// A captured frame: the first two octets choose the link type; then down through IP, transport and
// tunnels. What is found must lie in the frame.

#include <cstdlib>

#include "agent/wire/frame_sender.h"
#include "agent/wire/ip.h"
#include "agent/wire/link_layer.h"
#include "agent/wire/transport.h"
#include "agent/wire/tunnel.h"

using desirepath::wire::Bytes;

namespace {

void check_inside(Bytes part, Bytes whole) {
  if (part.empty()) return;
  if (part.data() < whole.data() || part.data() + part.size() > whole.data() + whole.size()) {
    std::abort();
  }
}

void descend(Bytes packet, int depth) {
  const auto ip = desirepath::wire::parse_ip(packet);
  if (!ip.has_value()) return;
  check_inside(ip->payload, packet);
  if (ip->payload_length < ip->payload.size()) std::abort();
  const auto tcp = desirepath::wire::parse_tcp(ip->payload, ip->payload_length);
  if (tcp.has_value() && tcp->payload_length < tcp->payload.size()) std::abort();
  if (tcp.has_value()) check_inside(tcp->payload, packet);
  const auto udp = desirepath::wire::parse_udp(ip->payload, ip->payload_length);
  if (udp.has_value()) check_inside(udp->payload, packet);
  if (udp.has_value() && udp->payload_length < udp->payload.size()) std::abort();
  if (depth == 4) return;
  const auto inside = desirepath::wire::ip_inside_ip(ip->protocol, ip->payload);
  if (inside.has_value()) {
    check_inside(*inside, packet);
    descend(*inside, depth + 1);
  }
  if (!udp.has_value()) return;
  const auto tunnelled = desirepath::wire::ip_inside_udp(udp->destination_port, udp->payload);
  if (tunnelled.has_value()) {
    check_inside(*tunnelled, packet);
    descend(*tunnelled, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto link_type = static_cast<std::uint16_t>(data[0] << 8 | data[1]);
  const Bytes frame{data + 2, size - 2};
  const auto ip = desirepath::wire::ip_under_link(link_type, frame);
  const auto sender = desirepath::wire::sender_of(link_type, frame);
  if (sender.has_value() && !ip.has_value()) std::abort();
  if (!ip.has_value()) return 0;
  check_inside(*ip, frame);
  descend(*ip, 0);
  return 0;
}
