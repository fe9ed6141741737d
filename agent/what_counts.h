#pragma once

// What of all that is used may be written into the diary: the policy's hours, and needs that are
// private by nature.
//
// `Device` asks before it records a use. Outside the hours nothing is recorded; a need of the
// compiled list counts only if the policy, with both its signatures, names it. Of `recruiting` the
// candidate's side is private: whoever looks at a firm's open posts as a guest, and whoever opens
// one of the compiled job markets, where the octets do not tell who hires and who looks for work.
//
// Source: privacy.md, Decisions 3 and 8. Threads: pure functions.

#include <cstdint>

#include "absl/time/time.h"
#include "agent/use_queue.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::agent {

// Whether `time` is within the policy's counting hours, in the organisation's time zone. A lab
// counts always.
bool within_hours(const policy::Policy& policy, absl::Time time);

// Whether the policy asks how much is uploaded; null, no policy in force, asks nothing.
bool asks_uploads(const policy::Policy* policy);

// Whether the use may be counted under the policy.
bool may_count(const policy::Policy& policy, const catalog::Catalog& catalog, const ToolUse& use);

}  // namespace desirepath::agent
