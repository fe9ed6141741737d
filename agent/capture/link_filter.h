#pragma once

// `write_link_headers` is the front of a kernel filter: it finds the IP header behind the link
// layer.
//
// `kernel_filter` puts it before what looks at IP. Two tags (802.1Q, 802.1ad) and PPPoE are stepped
// over; a tag that the network card has stripped is not in the packet and needs nothing. What else
// can carry IP and `wire` can read is a carrier, whole and rare on a device: MPLS, PPPoE in a tag,
// bridged frames and the headers of switches.
//
// Source: IEEE 802.1Q; RFC 2516, 4; IEEE 802 numbers. Threads: pure functions.

#include <cstdint>

#include "agent/capture/filter_assembler.h"

namespace desirepath::capture {

struct LinkTargets {
  FilterAssembler::Label ipv4;  // X is where the header begins
  FilterAssembler::Label ipv6;
  FilterAssembler::Label carrier;  // IP is deeper than a filter looks
  FilterAssembler::Label drop;
};

// True for Ethernet and raw IP; other link layers are shown whole.
bool knows_link(std::uint16_t link_type);

void write_link_headers(FilterAssembler& code, std::uint16_t link_type, const LinkTargets& targets);

}  // namespace desirepath::capture
