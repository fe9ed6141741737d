#pragma once

// `contact_of` is a use of a tool as the diary takes it: on the policy's day and slot.
//
// `Device` makes one for its own diary and for those of the devices behind a gateway. Threads:
// pure.

#include "absl/time/time.h"
#include "agent/match/contact.h"
#include "agent/use_queue.h"
#include "proto/window/calendar.h"

namespace desirepath::agent {

// `time`: the use's, corrected.
inline match::Contact contact_of(const ToolUse& use, absl::Time time,
                                 const window::Calendar& calendar) {
  return {use.tool,     use.role,       calendar.day_at(time), calendar.slot_at(time),
          use.bytes_up, use.bytes_down, use.evidence};
}

}  // namespace desirepath::agent
