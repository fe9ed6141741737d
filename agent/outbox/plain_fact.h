#pragma once

// A fact as the 320 octets that are sealed: the serialized `Fact` message, padded. The same fact
// gives the same octets.
//
// The outbox seals them, the ledger prints them, the collector's intake reads them.

#include "agent/facts/fact.h"
#include "proto/seal/frame.h"

namespace desirepath::outbox {

seal::Plain plain_fact(const facts::Fact& fact);

}  // namespace desirepath::outbox
