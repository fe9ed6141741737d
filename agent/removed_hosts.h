#pragma once

// `read_removed_hosts` reads what the administrator of this machine takes out of the catalog.
//
// One host name a line, with all names below it; `#` begins a comment. A local list can only
// remove: a tool added on one machine would be a question to one person, so there is no line for
// that.
//
// Source: privacy.md, Decisions 11. Limits: match::Matcher::kMaximumRemoved names, 64 KiB. Errors:
// kInvalidArgument with file, line and mend.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::agent {

// An empty path: none.
absl::StatusOr<std::vector<std::string>> read_removed_hosts(const std::string& path);

// Reads the text of such a file; `name` stands for it in messages.
absl::StatusOr<std::vector<std::string>> parse_removed_hosts(std::string_view text,
                                                             const std::string& name);

}  // namespace desirepath::agent
