#pragma once

// `Sighting` is one name read from the wire: who asked for which host, and how it was seen.
//
// `sight::Observer` makes it; `match` turns its name into a tool, `observe` prints it. `client` is
// the end that asked (sent the ClientHello, the request or the DNS query) and `server` the end that
// answers. The endpoints are those of the innermost packet when a tunnel carried it.
//
// Threads: a plain value that owns its bytes.

#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/alpn_list.h"
#include "agent/sight/endpoint.h"
#include "agent/sight/host_name.h"

namespace desirepath::sight {

using capture::Time;

enum class Source : std::uint8_t {
  kTls,   // server_name of a ClientHello over TCP
  kQuic,  // server_name of a ClientHello in QUIC Initial packets
  kDns,   // question name of a DNS query or response
  kHttp,  // Host, CONNECT target or cleartext :authority
};

struct Sighting {
  Time time;
  Source source = Source::kTls;
  HostName name;
  Endpoint client;
  Endpoint server;
  Transport transport = Transport::kTcp;
  AlpnList alpn;  // what the hello offers, in its order
  bool offers_ech =
      false;  // then `name` may be only the front's public name; GREASE left out where told
};

}  // namespace desirepath::sight
