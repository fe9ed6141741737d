#pragma once

// `decisions_in_force` picks from the history what held in a time: decisions of that time, and
// earlier ones that nothing had replaced before it.
//
// The audit pack shows them: what was sanctioned two years ago still explains this quarter. Pure.

#include <cstdint>
#include <vector>

#include "collector/curation/standing_decision.h"

namespace desirepath::curation {

struct DecisionInForce {
  StandingDecision decision;
  std::uint32_t replaced = 0;  // the window from which another counts; 0: none does
};

// `history` as CurationDatabase gives it, oldest first; both windows included.
std::vector<DecisionInForce> decisions_in_force(const std::vector<StandingDecision>& history,
                                                std::uint32_t first, std::uint32_t last);

}  // namespace desirepath::curation
