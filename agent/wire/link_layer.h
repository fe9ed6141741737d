#pragma once

// `ip_under_link` walks from a captured frame of any supported link type down to its IP packet.
//
// `sight` calls it first for every packet.
//
// Source: https://www.tcpdump.org/linktypes.html, which gives each header's layout.
// Limits: those of `ether_payload.h` and `wireless.h`; allocates nothing.
// Errors: kForeign    an unsupported link type, or no IP packet below;
//         kTruncated  the frame ends inside a header; kMalformed  a header says the impossible.

#include <cstdint>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

Parsed<Bytes> ip_under_link(std::uint16_t link_type, Bytes frame) noexcept;

}  // namespace desirepath::wire
