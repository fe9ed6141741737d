#pragma once

// `read_standings` reads the organisation's words on tools and says, line by line, what is wrong
// with them.
//
// `standings import`, `init` and the page's import use it: CSV with the columns tool, standing,
// departments, seats. A line of these words on top says which there are and in what order; without
// it they are the first three. Where no column says a standing (a list of seats), it is sanctioned.
// The tool is its id in the catalog or its name there; departments are ids with blanks or
// semicolons between them, none means everyone. The lines of one tool are one decision: they
// replace what was said about the tool before.
//
// Errors: all of them together as kInvalidArgument, one line each; nothing is taken then.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/standing_decision.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::curation {

struct StandingList {
  std::vector<StandingDecision> decisions;
  std::map<std::uint32_t, std::uint32_t> seats;  // by tool, where the list says them
};

absl::StatusOr<StandingList> read_standing_list(const std::string& csv,
                                                const catalog::Catalog& catalog,
                                                const std::vector<policy::Department>& departments,
                                                std::uint32_t effective_window);

// Of it, the decisions.
absl::StatusOr<std::vector<StandingDecision>> read_standings(
    const std::string& csv, const catalog::Catalog& catalog,
    const std::vector<policy::Department>& departments, std::uint32_t effective_window);

}  // namespace desirepath::curation
