#pragma once

// `ip_under_nflog` and `ip_under_netlink` find the IP packet in a log or queue message of Linux's
// netfilter.
//
// `link_layer.h` uses them. Source: linux/netfilter/nfnetlink_log.h and nfnetlink_queue.h;
// LINKTYPE_NFLOG and LINKTYPE_NETLINK. Attributes' lengths and types are in the host's order, taken
// for little-endian.
// Limits: the first message of a frame; allocates nothing.
// Errors: kForeign    no packet in the message; kTruncated  it ends inside a header;
//         kMalformed  an attribute shorter than its own header.

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

Parsed<Bytes> ip_under_nflog(Bytes frame) noexcept;
Parsed<Bytes> ip_under_netlink(Bytes frame) noexcept;

}  // namespace desirepath::wire
