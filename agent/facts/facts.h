#pragma once

// `make_facts` is the list of the kinds: what one device says about the window that closed.
//
// The outbox calls it once a window. It makes only the kinds the policy names; nothing at all for a
// window the diary did not see from its first day (a half-seen window would count as little use),
// or in which the agent never ran; and for a machine that several people used only HEARTBEAT and
// VISIBILITY_WEEK, which are nobody's.
//
// Source: privacy.md, 3a and Decisions 4, 7, 11 and 12. To add a kind: fact.proto, a file here, a
// line in facts.cc, its words in words.cc, its table in collector/publish.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

Facts make_facts(const Inputs& inputs);

}  // namespace desirepath::facts
