#pragma once

// `return_startup_memory` gives the system back what only the start and the reading of a policy
// needed.
//
// `Agent` calls it when it has come to rest. Most of a small daemon's resident memory is code that
// ran once: relocation, option parsing, library initialisation. Such pages are clean copies of
// files; what is needed again is mapped again from the page cache.
//
// Source: madvise(2), MADV_DONTNEED; malloc_trim(3). Only executable mappings of files are touched:
// they are never written to, while read-only ones may hold relocations. Threads: any.

namespace desirepath::agent {

void return_startup_memory();

}  // namespace desirepath::agent
