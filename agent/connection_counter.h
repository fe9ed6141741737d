#pragma once

// `ConnectionCounter` tells the observer what the kernel counts on connections that stay open.
//
// Who reads live packets under a kernel filter asks it before a slot ends: the capture loop, and
// `observe` on an interface. It asks the kernel only while a connection with a name is open, so
// that an idle machine does nothing.
//
// Limits: those of SocketTable. Threads: one at a time.

#include "agent/capture/socket_table.h"
#include "agent/sight/observer.h"

namespace desirepath::agent {

class ConnectionCounter {
 public:
  // Counts, then ends the observer's slot, if it is over by `now`; else nothing.
  void advance(sight::Observer& observer, capture::Time now);

  // Counts now, whatever the slot.
  void count(sight::Observer& observer, capture::Time now);

  [[nodiscard]] const std::string& trouble() const { return sockets_.trouble(); }

 private:
  capture::SocketTable sockets_;
};

}  // namespace desirepath::agent
