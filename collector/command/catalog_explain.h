#pragma once

// `catalog explain`: which tool a host belongs to, in which role, by which rule on which line, and
// whether contact with it counts as use.
//
// The rule is the one the agents apply (proto/catalog/host_index.h). A role of app, api or upload
// counts as use; login and cdn support but never suffice, viewer makes a guest, the others never
// count. Whether a device worked with the tool is then a matter of volume and time
// (agent/match/use_rule.h).
//
// Limits: kMaximumLine octets of a line of standard input; a longer one is no host. Threads: one at
// a time.

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "proto/catalog/catalog.h"

namespace desirepath::command {

// One line a host, in order. "-" among `hosts` stands for the lines of `in`; empty ones are
// skipped.
// `catalog` is the shipped one, or the one that an installation has in force, own tools and all.
absl::Status explain_hosts(const catalog::Catalog& catalog, const std::vector<std::string>& hosts,
                           bool json, std::istream& in, std::ostream& out);

}  // namespace desirepath::command
