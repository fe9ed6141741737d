#pragma once

// A vendor's published list of its hosts (for firewalls and proxies), compared with the catalog.
//
// `catalog import --vendor-list` reads it: one host a line or several, with or without "*.", scheme
// and comments; or JSON, of which every string that is a host is taken (Microsoft 365's endpoints:
// "urls"). Each host is printed with the tool that the catalog gives it; for those it lacks, entry
// lines are drafted under the tool that is named.
//
// Errors: kInvalidArgument: not UTF-8, no JSON, no host in it, or no such tool. Threads: pure.

#include <ostream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "proto/catalog/catalog.h"

namespace desirepath::command {

absl::Status compare_vendor_list(const std::string& file, std::string_view text,
                                 const std::string& tool, const catalog::Catalog& catalog,
                                 std::ostream& out, std::ostream& notes);

}  // namespace desirepath::command
