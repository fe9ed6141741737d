#pragma once

// `HandoverDesk`: a tool's host names for a search in the organisation's own logs, given when the
// auditor and the staff side both have confirmed the case and its basis.
//
// getHandovers lists them, handOver confirms for the side of whoever calls: auditor or staff-rep.
// The answer holds the names once both have. What is searched and found stays outside: nothing
// comes back here. `tools handover` does the same on the command line.
//
// Errors: those of operation.h and curation/handover_book.h.

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations.
void add_handover_operations(const Office& office, SignedGround& ground,
                             api::Operations& operations);

}  // namespace desirepath::workplace
