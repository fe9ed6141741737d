#pragma once

// `ip_inside_ip` and `ip_inside_udp` find the IP packet a tunnel carries.
//
// `sight` calls them on every IP packet that is not plain TCP and on UDP to a tunnel's port; what
// is inside counts as the traffic, and the tunnel itself as nothing.
//
// Source: RFC 2784, 2890, 2637 (GRE), draft-foschiano-erspan (ERSPAN), RFC 2003 and 4213 (IP in
// IP), RFC 3378 (EtherIP), RFC 4023 (MPLS), RFC 7348 (VXLAN), draft-ietf-nvo3-vxlan-gpe, RFC 8926
// (Geneve), 3GPP TS 29.281 and 29.060 (GTP-U), RFC 4380 (Teredo), RFC 2661 (L2TP), RFC 7510 and
// 8086 (MPLS and GRE in UDP), RFC 5415 (CAPWAP), RFC 9300 (LISP), TZSP, draft-massar-v6ops-ayiya.
// Limits: one tunnel a call: the caller bounds the depth. Allocates nothing.
// Errors: kForeign    no tunnel of these, or it carries no IP packet (control messages);
//         kTruncated  it ends inside a header; kMalformed  a header breaks its document.

#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

Parsed<Bytes> ip_inside_ip(std::uint8_t protocol, Bytes payload) noexcept;

// Whether `port` is one of the UDP ports `ip_inside_udp` knows.
bool is_tunnel_port(std::uint16_t port) noexcept;
Parsed<Bytes> ip_inside_udp(std::uint16_t port, Bytes payload) noexcept;

}  // namespace desirepath::wire
