#pragma once

// `sender_of` reads who sent a captured frame: its hardware address beside its IP address.
//
// A gateway asks it, which has to tell devices apart on a network whose addresses are lent for a
// day. Behind a router every frame has the router's hardware address.
//
// Source: IEEE 802.3, 3.2.3; https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html and
// …_SLL2.html. Limits: those of `ip_under_link`; of tunnels the outer sender; allocates nothing.
// Errors: kForeign a link without hardware addresses, or no IP packet below; else those of
// `ip_under_link` and `parse_ip`.

#include <array>
#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/ip.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

using HardwareAddress = std::array<std::uint8_t, 6>;

// Chosen by software, not by the maker: a phone's that changes by network, a virtual machine's
// (IEEE 802, 8.4). A group's is no sender's.
constexpr bool is_makers_own(const HardwareAddress& address) noexcept {
  return (address[0] & 0x03) == 0 && address != HardwareAddress{};
}

struct FrameSender {
  HardwareAddress hardware{};
  IpAddress address{};
};

Parsed<FrameSender> sender_of(std::uint16_t link_type, Bytes frame) noexcept;

}  // namespace desirepath::wire
