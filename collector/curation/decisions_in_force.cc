#include "collector/curation/decisions_in_force.h"

#include <algorithm>
#include <map>

namespace desirepath::curation {

std::vector<DecisionInForce> decisions_in_force(const std::vector<StandingDecision>& history,
                                                std::uint32_t first, std::uint32_t last) {
  std::vector<DecisionInForce> all;
  std::map<std::uint32_t, std::size_t> newest;  // by tool
  for (const StandingDecision& decision : history) {
    const auto before = newest.find(decision.tool);
    if (before != newest.end()) all[before->second].replaced = decision.effective_window;
    newest[decision.tool] = all.size();
    all.push_back({decision});
  }
  std::erase_if(all, [&](const DecisionInForce& one) {
    const bool ended_before =
        one.replaced != 0 && one.replaced <= first && one.decision.effective_window < first;
    return one.decision.effective_window > last || ended_before;
  });
  return all;
}

}  // namespace desirepath::curation
