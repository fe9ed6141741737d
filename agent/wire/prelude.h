#pragma once

// `prelude_length` measures one message of the plain-text talk that may come before a ClientHello.
//
// `sight` calls it on a client's bytes that are no message it reads, to find where the next one
// begins: lines of SMTP, IMAP, POP3, NNTP, FTP, IRC and the PROXY protocol, XMPP's elements,
// SOCKS, PostgreSQL's SSLRequest, LDAP's StartTLS, RDP's negotiation.
//
// Source: RFC 3207, 9051, 2595, 4642, 4217, 6120; RFC 1928 (SOCKS 5) and SOCKS 4a; PostgreSQL
// protocol 3.0, SSLRequest; RFC 4511, 4.14; MS-RDPBCGR, 2.2.1.1; haproxy's proxy-protocol.txt.
// Limits: lines up to `kMostLineBytes`; allocates nothing.
// Errors: kTruncated  the message may go on behind the bytes; kForeign  none of these.

#include <cstddef>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

constexpr std::size_t kMostLineBytes = 1024;

Parsed<std::size_t> prelude_length(Bytes bytes) noexcept;

}  // namespace desirepath::wire
