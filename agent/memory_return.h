#pragma once

// `return_startup_memory` gives the system back what only the start and the reading of a policy
// needed.
//
// `Agent` calls it when it has come to rest. Most of a small daemon's resident memory is what ran
// or was read once: relocation, symbol tables, option parsing, library initialisation. Such pages
// are clean copies of files; what is needed again is mapped again from the page cache.
//
// Source: madvise(2), MADV_DONTNEED; malloc_trim(3); proc(5), smaps. Only mappings of files of
// which no page was ever written to are touched: a relocated page has no other copy. Threads: any.

#include <cstdint>

namespace desirepath::agent {

void return_startup_memory();

// Octets of this process that are in memory now, of files or not; 0: the system does not say.
std::uint64_t resident_memory();

}  // namespace desirepath::agent
