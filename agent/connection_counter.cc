#include "agent/connection_counter.h"

#include <algorithm>
#include <chrono>

namespace desirepath::agent {

void ConnectionCounter::advance(sight::Observer& observer, capture::Time now) {
  if (now < observer.slot_end()) return;
  count(observer, now);
  observer.advance(now);
}

void ConnectionCounter::count(sight::Observer& observer, capture::Time now) {
  if (!observer.has_open_connections()) return;
  // What was counted belongs to the slot that ends.
  const capture::Time end = observer.slot_end() - std::chrono::microseconds{1};
  sockets_.read([&](const capture::OpenSocket& open) {
    const capture::Time moved = now - std::chrono::milliseconds{open.quiet};
    observer.note_socket({{{open.local}, open.local_port},
                          {{open.remote}, open.remote_port},
                          open.sent,
                          open.received,
                          std::min(moved, end)},
                         now);
  });
}

}  // namespace desirepath::agent
