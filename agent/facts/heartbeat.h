#pragma once

// HEARTBEAT: one a device and window, the denominator of every share. Made by every machine that
// ran in the window.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void heartbeat(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
