#pragma once

// `kernel_filter` is the program by which the kernel decides what the agent is shown, and how much
// of it.
//
// `LiveInterface` installs it. What may carry a name comes with kNameOctets: TCP SYN, FIN and RST,
// a ClientHello's first segment, requests of HTTP/1 and the HTTP/2 preface, DNS on port 53, QUIC
// long headers in datagrams of 1,200 octets or more, what the client says on the ports where TLS
// begins after plain text, fragments, IPv6 extension headers and tunnels. Of the rest, headers
// (kHeaderOctets) are shown where `bulk` wants them, so that bytes can be counted.
//
// A tag that the network card has stripped is not in the packet and needs nothing; tags in the
// packet are stepped over (802.1Q, 802.1ad, two deep), and so is PPPoE. Every load stands behind a
// length check, for a load beyond the packet drops it.
//
// Source: performance.md's F1C and F2; RFC 9000, 14.1 and 17.2 (Initials fill 1,200 octets); RFC
// 8446, 5.1. Threads: pure functions.

#include <cstdint>
#include <span>
#include <vector>

#include "agent/capture/filter_assembler.h"
#include "agent/capture/packet.h"

namespace desirepath::capture {

constexpr std::uint32_t kNameOctets =
    4096;  // a post-quantum hello before segmentation is about 2,000
constexpr std::uint32_t kHeaderOctets = 128;  // two tags, IPv6 and TCP with all options

enum class Bulk : std::uint8_t {
  kNone,    // names only: no bytes inside a connection are counted
  kClient,  // headers of what goes to the lower port, with whatever could continue a split hello
  kAll,     // headers of everything
};

// The program for a link type (LINKTYPE_ETHERNET, LINKTYPE_RAW or its kin); empty, to be shown
// everything, for others.
std::vector<FilterInstruction> kernel_filter(std::uint16_t link_type, Bulk bulk);

// What the kernel would keep of a packet: the number of octets, 0 if none.
std::uint32_t kept_octets(std::span<const FilterInstruction> program, const Packet& packet);

}  // namespace desirepath::capture
