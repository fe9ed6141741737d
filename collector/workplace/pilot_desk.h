#pragma once

// `PilotDesk`: a tool tried for a need, with what it must show written down before it begins.
//
// getPilots tells them all, each with what the published tables say of its criterion so far and in
// its last window; beginPilot begins one, endPilot records adopted or dropped, or prolongs it once.
// Figures come from published reports alone; where bands leave both open, it says that it cannot
// say.
//
// Source: needs.md, section 3 (Pilot). Errors: those of operation.h and curation/pilot_book.h.

#include "collector/api/provider.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations; the provider's reports are copied.
void add_pilot_operations(const Office& office, SignedGround& ground, api::Provider& provider);

}  // namespace desirepath::workplace
