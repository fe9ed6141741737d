#pragma once

// BLAKE2b-256: the hash of documents, sealed frames and the ledger's chain; and comparison in
// constant time.

#include <initializer_list>

#include "proto/seal/octets.h"

namespace desirepath::seal {

// The hash of the parts, one after the other: parts of free length need their length in front to be
// unambiguous.
Key hash(std::initializer_list<Octets> parts);
Key hash(Octets whole);
Key hash(std::string_view whole);

// Whether both are equal; takes as long for unequal ones of the same length.
bool same(Octets left, Octets right);

// Overwrites a secret so that the compiler may not leave it out.
void wipe(std::span<std::uint8_t> secret);

}  // namespace desirepath::seal
