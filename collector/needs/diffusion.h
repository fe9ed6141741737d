#pragma once

// How far a tool has spread, and how fast: its stage by the share of devices, and the windows in
// which its odds double, from a logistic curve through its last windows.
//
// Source: needs.md 2 "Diffusion stage". Threads: pure functions.

#include <optional>
#include <vector>

#include "collector/needs/need_card.h"

namespace desirepath::needs {

Stage stage_of(const Devices& devices, const Devices& reporting);

// Nothing with fewer than four windows, or where it does not double within a year's windows.
std::optional<double> doubling_windows(const std::vector<TrendPoint>& trend,
                                       const Devices& reporting);

}  // namespace desirepath::needs
