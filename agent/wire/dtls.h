#pragma once

// `dtls_client_hello` turns the ClientHello at the start of a DTLS datagram into the TLS form.
//
// `sight` calls it on UDP payloads and hands the result to `parse_client_hello`: the two forms
// differ by the message's sequence and fragment fields and by a cookie, which are left out.
//
// Source: RFC 6347, 4.1 (record), 4.2.1 (cookie), 4.2.2 (handshake header); RFC 9147, 5.2.
// Limits: hellos whose fragments lie in one datagram and fit `scratch`; allocates nothing.
// Errors: kForeign    no handshake record of DTLS that begins a ClientHello;
//         kTruncated  the datagram ends inside the record, or the fragments are not all in it;
//         kMalformed  a length overruns what holds it.

#include <cstdint>
#include <span>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

bool may_begin_dtls(Bytes datagram) noexcept;

// The message in `scratch`.
Parsed<Bytes> dtls_client_hello(Bytes datagram, std::span<std::uint8_t> scratch) noexcept;

}  // namespace desirepath::wire
