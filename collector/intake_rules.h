#pragma once

// `intake_rules` says what devices may report, from the signed bundle and the catalog.
//
// `serve` hands it to the intake whenever the bundle changes. Facts carry the policy that held when
// their window began, so every policy counts that still held at `since`, the beginning of the
// oldest window that is open.

#include "absl/time/time.h"
#include "collector/intake/fact_check.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::collector {

intake::Rules intake_rules(const policy::Bundle& bundle, const catalog::Catalog& catalog,
                           absl::Time since);

}  // namespace desirepath::collector
