#pragma once

// TOOL_WEEK: this device used tool a in the window: 1 on one day, 2 on 2-3 days, 3 on 4 or more, 4
// as a guest. A tool that was only embedded or only logged in to has no fact.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

constexpr std::uint32_t kToolWeekGuest = 4;

void tool_week(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
