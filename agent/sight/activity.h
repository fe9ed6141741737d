#pragma once

// `Activity` is traffic on a named flow: the payload bytes it moved since its last `Activity`.
//
// `sight::Observer` makes one when a named flow ends and, while it lives, at the end of every slot
// (five minutes by default) in which it moved bytes; `match` and the diary judge use by them.
// `time` is that of the flow's last packet, so it lies in the slot the bytes were moved in.
// `client` is by the same rule as a flow record's: a gateway tells its devices apart by it.
// Threads: a plain value.

#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"
#include "agent/sight/flow_record.h"
#include "agent/sight/host_name.h"

namespace desirepath::sight {

struct Activity {
  capture::Time time;
  HostName name;
  NameSource source = NameSource::kNone;
  Endpoint client{};
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
};

}  // namespace desirepath::sight
