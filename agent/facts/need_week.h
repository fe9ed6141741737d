#pragma once

// NEED_WEEK: this device used a tool of need a in the window; value is how many of its tools: 1, 2,
// 3 or more. Guests count: the figure contains each tool's own, which they are in.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void need_week(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
