#pragma once

// How many of the devices that reported have no agent and are counted by a gateway, as a band (R6):
// the share that stands beside every figure.
//
// Hidden beside it is how many reported in the departments that the gateways count in. The exact
// tables say so much of that: at least a tool's block and those who must not be in it. A band that
// began above would say more, and with what is folded leave a department one candidate (the oracle
// finds it: gateway_world). So the grid goes up to there, and the last step takes all the rest, up
// to what the signed networks let gateways count. The devices that have an agent follow as a
// difference of two bands, which is wider than either. Where no band fits, the block says only what
// everyone knows: from none to the most.
//
// Source: product.md, "What runs where"; privacy.md, 3c. Threads: pure.

#include <vector>

#include "collector/publish/reporting_table.h"
#include "collector/publish/table.h"
#include "collector/publish/tally.h"
#include "proto/policy/policy.h"

namespace desirepath::publish {

// Nothing, unless the policy has gateways count and N is published.
void without_agent_table(const Tally& tally, const policy::Policy& policy,
                         const Reporting& reporting, const Floors& floors, std::uint32_t window,
                         std::vector<Block>& blocks);

}  // namespace desirepath::publish
