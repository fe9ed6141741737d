#pragma once

// `ip_under_wifi` finds the IP packet in an unencrypted 802.11 data frame; the others first skip
// the radio's own header in front of it.
//
// `link_layer.h` uses them for captures in monitor mode, `tunnel.h` for CAPWAP.
//
// Source: IEEE 802.11, 9.2 and 9.3.2; radiotap.org; the PPI specification 1.0.
// Limits: reads A-MSDU frames by their first subframe only; allocates nothing.
// Errors: kForeign    no data frame, no payload, or an encrypted one;
//         kTruncated  the frame ends inside a header; kMalformed  a header's length is impossible.

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

Parsed<Bytes> ip_under_wifi(Bytes frame) noexcept;
Parsed<Bytes> ip_under_radiotap(Bytes frame) noexcept;
Parsed<Bytes> ip_under_prism(Bytes frame) noexcept;  // Prism and AVS: big-endian length inside
Parsed<Bytes> ip_under_ppi(Bytes frame) noexcept;

}  // namespace desirepath::wire
