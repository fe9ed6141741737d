#pragma once

// VISIBILITY_WEEK: the share of this device's client flows that carried a name, in five steps of a
// fifth (1 to 5). It tells how much the organisation's figures miss. No flows, no fact.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void visibility_week(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
