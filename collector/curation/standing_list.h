#pragma once

// `read_standings` reads the organisation's words on tools and says, line by line, what is wrong
// with them.
//
// `standings import` and `init` use it: CSV with the columns tool, standing, departments, with or
// without that line on top. The tool is its id in the catalog; departments are ids with blanks or
// semicolons between them, none means everyone. The lines of one tool are one decision: they
// replace what was said about the tool before.
//
// Errors: all of them together as kInvalidArgument, one line each; nothing is taken then.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/standing_decision.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::curation {

absl::StatusOr<std::vector<StandingDecision>> read_standings(
    const std::string& csv, const catalog::Catalog& catalog,
    const std::vector<policy::Department>& departments, std::uint32_t effective_window);

}  // namespace desirepath::curation
