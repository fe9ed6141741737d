#pragma once

// Decisions on many tools at once: looked at first, then made whole or not at all.
//
// getStandings and decideStandings of openapi.yaml. All of a change is one signed revision of the
// instructions; the audit chain has an entry for each tool. The version is that of the newest
// decision on any tool, so whoever looked at a preview decides on what the preview showed. The last
// few changes of several tools are told with what was decided before them: to undo is to decide
// that again, in one change. A tool on which somebody decided since is left out of it.
//
// Limits: 300 tools a change. Errors: those of operation.h.

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_bulk_operations(const Office& office, SignedGround& ground, api::Operations& operations);

}  // namespace desirepath::workplace
