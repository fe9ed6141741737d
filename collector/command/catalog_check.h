#pragma once

// `catalog check`: every fault of the given files on a line of its own, or the counts of a sound
// catalog.
//
// Errors: kFailedPrecondition when there are faults. Threads: one at a time.

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "proto/catalog/catalog.h"

namespace desirepath::command {

// Faults go to `faults` as "file:line: what; mend", counts by need and role, and of how many tools
// what is known, to `out`. A folder stands for the *.textproto and numbers.lock below it.
//
// `suffix_list`: a newer public_suffix_list.dat than this machine's own; empty: the machine's.
// `in_force` is what the files are checked among: the shipped catalog, or an installation's with
// its own tools.
struct CatalogCheckOptions {
  std::vector<std::string> paths;
  std::string suffix_list;
  bool own = false;  // the files are an organisation's own tools, as `catalog add` takes them
};

absl::Status check_catalog(const catalog::Catalog& in_force, const CatalogCheckOptions& options,
                           std::ostream& out, std::ostream& faults);

}  // namespace desirepath::command
