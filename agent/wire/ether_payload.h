#pragma once

// `ip_under_…` walk down from a link layer to the IP packet it carries.
//
// `link_layer.h` uses them for captured frames, `tunnel.h` for frames that travel inside IP.
// Tags and shims on the way are skipped: 802.1Q, QinQ, 802.1ad, 802.1ah, 802.1BR, Cisco's SGT and
// VN-Tag, HSR, MACsec without encryption, NSH, MPLS (with or without a pseudowire control word),
// PPPoE, PPP, LLC/SNAP.
//
// Source: IEEE 802.3, 802.1Q, 802.1ah, 802.2; RFC 3032 (MPLS), RFC 4448 (pseudowires), RFC 8300
// (NSH), RFC 2516 (PPPoE), RFC 1661 (PPP). Limits: `kMostShims` headers inside each other; then
// kMalformed. Allocates nothing. Errors: kForeign     no IP packet below (ARP, control protocols,
// encrypted payload);
//         kTruncated   the frame ends inside a header; kMalformed  too many headers.

#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

constexpr int kMostShims = 16;

constexpr std::uint16_t kEtherIpv4 = 0x0800;  // IANA, IEEE 802 numbers
constexpr std::uint16_t kEtherIpv6 = 0x86dd;
constexpr std::uint16_t kEtherBridged = 0x6558;  // a whole Ethernet frame

// Each gives the IP packet with whatever padding follows it.
Parsed<Bytes> ip_under_ethernet(Bytes frame) noexcept;
Parsed<Bytes> ip_under_ether_type(std::uint16_t ether_type, Bytes payload) noexcept;
Parsed<Bytes> ip_under_ppp(Bytes frame) noexcept;
Parsed<Bytes> ip_under_mpls(Bytes labels) noexcept;
Parsed<Bytes> ip_under_llc(Bytes frame) noexcept;

}  // namespace desirepath::wire
