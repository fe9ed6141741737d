#pragma once

// `first_handshake` gives the first handshake message at the head of a TLS byte stream.
//
// `sight` calls it on what a TCP flow carries; the message may be spread over any number of
// records, which it then joins in the caller's scratch space.
//
// Source: RFC 8446, 5.1 (record layer), 4 (handshake header).
// Limits: messages up to `scratch` when they take more than one record; allocates nothing.
// Errors: kForeign    the stream does not begin with a handshake record;
//         kTruncated  the message is not all there yet;
//         kMalformed  an empty or overlong record, another content type before the message ends,
//                     or a message longer than `scratch`.

#include <cstdint>
#include <span>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

// Whether a stream that begins with `bytes` may be a ClientHello in TLS records. Cheap, and false
// only when it cannot be one; with fewer than eleven bytes it judges by those there are.
bool may_begin_client_hello(Bytes bytes) noexcept;

// The message with its four-octet header, in `stream` or in `scratch`.
Parsed<Bytes> first_handshake(Bytes stream, std::span<std::uint8_t> scratch) noexcept;

// The same for the second message, whatever the first is: a server's Certificate follows its
// ServerHello. kForeign when another content type comes first.
Parsed<Bytes> second_handshake(Bytes stream, std::span<std::uint8_t> scratch) noexcept;

}  // namespace desirepath::wire
