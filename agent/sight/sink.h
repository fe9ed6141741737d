#pragma once

// `Sink` takes what the observer finds; the stage after `sight` implements it.
//
// `agent` implements it for the daemon, `command` for `observe`, tests with a recorder. The calls
// come from inside `Observer::observe`, `advance` and `finish`, in time order of the packets; the
// values are good for the call and are copied by who keeps them. Threads: the observer's.

#include "agent/sight/activity.h"
#include "agent/sight/flow_record.h"
#include "agent/sight/sighting.h"

namespace desirepath::sight {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void on_sighting(const Sighting& sighting) = 0;
  virtual void on_flow(const FlowRecord& flow) = 0;
  virtual void on_activity(const Activity& activity) = 0;
};

}  // namespace desirepath::sight
