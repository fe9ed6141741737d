#pragma once

// `parse_certificate_name` finds the host name in the first certificate of a server's Certificate
// message, which TLS up to 1.2 sends in clear text.
//
// `sight` calls it for flows whose ClientHello had no server name; the name is a guess of a lower
// grade, since a certificate may hold for many hosts.
//
// Source: RFC 5246, 7.4.2 (message); RFC 5280, 4.1 (certificate) and 4.2.1.6 (subjectAltName);
// X.690, 8.1 (lengths).
// Limits: reads the first dNSName, otherwise the last commonName; allocates nothing.
// Errors: kForeign    no Certificate message, or no name in it;
//         kTruncated  the message is longer than `handshake`;
//         kMalformed  a length inside overruns what holds it.

#include <string_view>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

// Without the "*." of a wildcard; points into `handshake`.
Parsed<std::string_view> parse_certificate_name(Bytes handshake) noexcept;

}  // namespace desirepath::wire
