#pragma once

// `require_tls13` makes every TLS context of this process speak TLS 1.3 only and offer no session
// tickets.
//
// Under TLS 1.2 a client's certificate crosses the network in clear, and tickets link one
// connection to the next. gRPC 1.51 has no option for either; OpenSSL's system-wide defaults, which
// each new context takes over, do. It must run before gRPC makes its first context: the gate, the
// intake and the uplink call it first thing.
//
// Source: RFC 8446; OpenSSL SSL_CONF_cmd(3). Threads: any; the work is done once.

#include <absl/status/status.h>

namespace desirepath::pki {

absl::Status require_tls13();

}  // namespace desirepath::pki
