#pragma once

// `catalog check`: every fault of the given files on a line of its own, or the counts of a sound
// catalog.
//
// Errors: kFailedPrecondition when there are faults. Threads: one at a time.

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace desirepath::command {

// Faults go to `faults` as "file:line: what; mend", counts by need and role to `out`. A folder
// stands for the
// *.textproto and numbers.lock below it.
//
// `suffix_list`: a newer public_suffix_list.dat than this machine's own; empty: the machine's.
absl::Status check_catalog(const std::vector<std::string>& paths, const std::string& suffix_list,
                           std::ostream& out, std::ostream& faults);

}  // namespace desirepath::command
