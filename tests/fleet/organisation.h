#pragma once

// The signed documents of a scenario's organisation, as `init` and the imports would make them.
//
// A k below the compiled floor makes a lab, as does the profile `lab`. Threads: a pure function.

#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"
#include "tests/fleet/scenario.h"

namespace desirepath::fleet {

policy::Bundle bundle_of(const Scenario& scenario, const catalog::Catalog& catalog);

}  // namespace desirepath::fleet
