#pragma once

// `UseSink` is the capture thread's sink: it makes uses of tools out of what the observer finds,
// and is told when time passes without packets.
//
// `ToolSink` counts them for this machine, `GatewaySink` for each device behind a gateway; the
// capture loop moves either. Threads: the capture thread's.

#include <chrono>

#include "agent/capture/packet.h"
#include "agent/sight/observer.h"
#include "agent/sight/sink.h"

namespace desirepath::agent {

// Whether somebody has set the clock back: a slot's activity is told late, but not this late.
constexpr bool went_back(capture::Time now, capture::Time seen, std::chrono::milliseconds slot) {
  return now + slot + sight::Observer::kClockJump < seen;
}

class UseSink : public sight::Sink {
 public:
  virtual void advance(capture::Time now) = 0;  // when no packet comes
  virtual void finish() = 0;                    // the input is over
};

}  // namespace desirepath::agent
