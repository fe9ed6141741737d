#pragma once

// TOOL_PERIOD: this device used tool a, as owner or guest, in 1 (1), 2-3 (2) or 4 (3) of four
// windows.
//
// Periods do not overlap: windows 0-3, 4-7 and so on. The fact is made when the last of the four
// closes and bears that window. A diary that has not seen the four whole makes none, and the
// four-week windows of a small organisation have no periods above them. Source: privacy.md, 3a.

#include "agent/facts/inputs.h"

namespace desirepath::facts {

constexpr std::uint32_t kPeriodWindows = 4;

void tool_period(const Inputs& inputs, Facts& facts);

}  // namespace desirepath::facts
