#include "collector/publish/without_agent_table.h"

#include <algorithm>
#include <optional>
#include <set>

#include "collector/publish/band_block.h"
#include "proto/policy/department.h"

namespace desirepath::publish {

namespace {

// What is known of the departments that gateways count in.
std::int64_t known_there(const policy::Policy& policy, const Reporting& reporting) {
  std::set<std::uint32_t> departments;
  for (const policy::ObservedNetwork& network : policy.observed) {
    departments.insert(policy::effective_department(policy, network.department));
  }
  std::int64_t sum = 0;
  for (const std::uint32_t department : departments) {
    const auto found = reporting.lowest.find(department);
    if (found != reporting.lowest.end()) sum += found->second;
  }
  return sum;
}

}  // namespace

void without_agent_table(const Tally& tally, const policy::Policy& policy,
                         const Reporting& reporting, const Floors& floors, std::uint32_t window,
                         std::vector<Block>& blocks) {
  if (policy.observed.empty() || !reporting.published) return;
  std::int64_t most = 0;
  for (const policy::ObservedNetwork& network : policy.observed) most += network.devices;
  most = std::min(most, reporting.devices.high);
  const std::int64_t last = known_there(policy, reporting) + floors.k - 1;
  std::optional<Band> band = band_within({0, std::min(most, last)}, tally.without_agent, floors.k);
  if (!band) band = Band{0, most};
  if (band->high >= std::min(most, last)) band->high = most;
  Block block = band_block(View::kWithoutAgent, window, 0, kWhole, *band, floors.k);
  if (band->low == 0 && band->high == most) block.why = Why::kTooFewToSplit;
  blocks.push_back(block);
}

}  // namespace desirepath::publish
