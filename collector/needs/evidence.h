#pragma once

// Evidence: every figure of a card as a sentence with its window, n, k and grade, and what is not
// seen.

#include <string>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/needs/reason.h"

namespace desirepath::needs {

// Solid: names seen in 4 of 5 flows, 2k devices, four windows (thresholds.h).
Grade grade_of(const Head& head, const NeedCard& card);

std::vector<std::string> evidence_of(const Head& head, const NeedCard& card,
                                     const ReasonInputs& inputs, const ReasonFigure& reason);

}  // namespace desirepath::needs
