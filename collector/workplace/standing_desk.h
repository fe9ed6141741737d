#pragma once

// `StandingDesk`: the organisation's word on a tool, decided on the page.
//
// getStanding gives what was decided with its history, and from which window a decision of now
// counts; decideStanding decides. It goes the way `standings import` goes: into curation.db, and
// signed with the curator's key into the bundle that all devices get alike. To undo is to decide
// again as before: nothing leaves the history.
//
// Errors: those of operation.h; kAborted where somebody decided on the tool meanwhile.

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations.
void add_standing_operations(const Office& office, SignedGround& ground,
                             api::Operations& operations);

}  // namespace desirepath::workplace
