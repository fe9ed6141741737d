#pragma once

// `SocketBytes` is what the kernel counts on one of this machine's TCP connections.
//
// `capture::SocketTable` reads it, `Observer::note_socket` takes it: connections that stay open for
// hours are counted by it where the kernel filter shows nothing of them. Threads: a plain value.

#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"

namespace desirepath::sight {

struct SocketBytes {
  Endpoint local;
  Endpoint remote;
  std::uint64_t sent = 0;      // octets the other end has acknowledged
  std::uint64_t received = 0;  // in order
  capture::Time moved;         // when octets last went either way
};

}  // namespace desirepath::sight
