#pragma once

// RETENTION: tool a, used in this window: how long this device has known it, and whether it also
// used it the window before. value = age * 2 + (before too), age 0 new, 1 in its 2nd to 4th window,
// 2 in its 5th to 12th, 3 older.
//
// The age is a bucket and counts from the first window of use, never a date: the date of a first
// use marks a person. A "new" tool cannot have been used before; value 1 does not occur. Source:
// privacy.md, 3a.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

void retention(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
