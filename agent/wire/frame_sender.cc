#include "agent/wire/frame_sender.h"

#include <algorithm>

#include "agent/wire/link_layer.h"

namespace desirepath::wire {
namespace {

// LINKTYPE_ numbers.
constexpr std::uint16_t kEthernet = 1;
constexpr std::uint16_t kLinuxCooked = 113;
constexpr std::uint16_t kLinuxCooked2 = 276;

// The cooked headers say what kind of address they hold.
constexpr std::uint16_t kEtherHardware = 1;  // ARPHRD_ETHER
constexpr std::size_t kOctets = HardwareAddress{}.size();

Parsed<Bytes> hardware_octets(std::uint16_t link_type, Bytes frame) noexcept {
  Cursor in{frame};
  if (link_type == kEthernet) {
    in.take(kOctets);  // destination
  } else if (link_type == kLinuxCooked) {
    in.take(2);  // kind of packet
    const bool is_ether = in.u16() == kEtherHardware;
    if (in.u16() != kOctets || !is_ether) return ParseError::kForeign;
  } else if (link_type == kLinuxCooked2) {
    in.take(8);  // protocol, reserved, interface
    const bool is_ether = in.u16() == kEtherHardware;
    in.take(1);  // kind of packet
    if (in.u8() != kOctets || !is_ether) return ParseError::kForeign;
  } else {
    return ParseError::kForeign;
  }
  const Bytes octets = in.take(kOctets);
  if (!in.ok()) return ParseError::kTruncated;
  return octets;
}

}  // namespace

Parsed<FrameSender> sender_of(std::uint16_t link_type, Bytes frame) noexcept {
  const Parsed<Bytes> octets = hardware_octets(link_type, frame);
  if (!octets.has_value()) return octets.error();
  const Parsed<Bytes> packet = ip_under_link(link_type, frame);
  if (!packet.has_value()) return packet.error();
  const Parsed<IpPacket> ip = parse_ip(*packet);
  if (!ip.has_value()) return ip.error();
  FrameSender sender;
  std::copy(octets->begin(), octets->end(), sender.hardware.begin());
  sender.address = ip->source;
  return sender;
}

}  // namespace desirepath::wire
