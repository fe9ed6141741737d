#pragma once

// `Observer` turns packets into sightings, flow records and activities.
//
// `capture` feeds it packets, `observe` and the daemon give it a `Sink`. It peels link layers and
// tunnels, keeps a bounded table of flows, puts split hellos together, decrypts QUIC Initials and
// reads TLS, QUIC, DNS and HTTP names on any port.
//
// Limits: all memory is bounded by `ObserverOptions`; what is dropped at a limit is counted in
// `counts()`. No packet can make it fail. Reads no clock: time is that of the packets, or of
// `advance`. Threads: one at a time.

#include <chrono>
#include <cstdint>
#include <memory>

#include "agent/capture/packet.h"
#include "agent/sight/counts.h"
#include "agent/sight/sink.h"

namespace desirepath::sight {

struct ObserverOptions {
  std::uint32_t most_flows = 1U << 16;       // rounded up to a power of two; 128 octets each
  std::chrono::seconds slot{300};            // length of an activity slot
  std::chrono::seconds tcp_idle{600};        // a TCP flow without packets ends
  std::chrono::seconds udp_idle{120};        // a UDP flow without packets ends
  std::uint64_t seed = 0x9e3779b97f4a7c15U;  // of the flow hash; random where strangers send
};

class Observer {
 public:
  explicit Observer(Sink& sink, const ObserverOptions& options = {});  // `sink` must outlive it
  ~Observer();

  void observe(const capture::Packet& packet);
  void advance(capture::Time now);  // ends slots and idle flows when no packet comes
  void finish();                    // ends every flow: the input is over

  [[nodiscard]] const Counts& counts() const noexcept;
  [[nodiscard]] const Visibility& visibility() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace desirepath::sight
