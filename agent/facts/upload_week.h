#pragma once

// UPLOAD_WEEK: how much went up to tool a in the window: 1 under 10 MB, 2 under 100 MB, 3 under 1
// GB, 4 more.
//
// Made only where both signers asked for it, by owners, and never with a department. Source:
// privacy.md, 3a "Not collected", Decisions 4.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void upload_week(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
