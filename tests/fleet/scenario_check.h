#pragma once

// `check_scenario` holds a scenario against the catalog and against itself, before anything is
// played.
//
// Refused is what cannot be played as it was meant: a need, tool or department that is not there, a
// tool of another need than the one it stands under. What can be played, but not as written
// (more devices affected than there are, a cause that what is offered speaks against), is a note.
//
// Errors: kInvalidArgument names the entry and what would do. Threads: a pure function.

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "proto/catalog/catalog.h"
#include "tests/fleet/scenario.h"

namespace desirepath::fleet {

// The notes. `affected` of a planted need becomes what its departments hold.
absl::StatusOr<std::vector<std::string>> check_scenario(const catalog::Catalog& catalog,
                                                        Scenario& scenario);

// Devices of the departments a need is planted in.
std::uint32_t devices_in(const Scenario& scenario, const std::vector<std::string>& departments);

}  // namespace desirepath::fleet
