#pragma once

// `parse_http2_request` reads the host of the first request of a cleartext HTTP/2 connection.
//
// `sight` calls it on a client's bytes that begin with the connection preface, with prior knowledge
// or after an upgrade.
//
// Source: RFC 9113, 3.4 (preface), 4.1 (frames), 6.2 (HEADERS); RFC 7541 by `hpack.h`.
// Limits: reads up to the first HEADERS frame, and its first fragment only: pseudo-fields come
// first. Allocates nothing.
// Errors: kForeign    the bytes do not begin with the preface, or the request has no authority;
//         kTruncated  the first HEADERS frame is not all there yet;
//         kMalformed  the padding or the block overruns its frame.

#include "agent/wire/cursor.h"
#include "agent/wire/hpack.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

bool may_begin_http2(Bytes bytes) noexcept;

Parsed<HpackText> parse_http2_request(Bytes bytes) noexcept;

}  // namespace desirepath::wire
