#include "collector/publish/tool_bands.h"

#include <algorithm>

#include "collector/publish/band_block.h"

namespace desirepath::publish {
namespace {

// The most devices that can have begun with the tool in the three windows before; nothing when one
// of them is not published.
std::optional<std::int64_t> began_at_most(const ToolFigures& tool, const Earlier& earlier) {
  std::int64_t most = 0;
  for (const Earlier::Past& past : earlier.past) {
    if (!past.published) return std::nullopt;
    const auto found = past.new_most.find(tool.tool);
    if (found != past.new_most.end()) {
      most += found->second;
    } else {
      const auto total = past.totals.find(tool.tool);
      most += total != past.totals.end() ? total->second : past.k - 1;
    }
  }
  return most;
}

}  // namespace

void retention_table(const ToolFigures& tool, const ToolTally& counts, const Earlier& earlier,
                     const Floors& floors, std::uint32_t window, std::vector<Block>& blocks) {
  const std::vector<Count> ages = {{0, counts.ages[kAgeNew]}, {0, counts.ages[kAgeYoung]}};
  std::vector<Tie> ties = {
      {{kAgeNew, kAgeYoung}, 0, tool.owners.low, tool.owners.high - tool.owners.low}};
  if (const std::optional<std::int64_t> most = began_at_most(tool, earlier)) {
    ties.push_back({{kAgeYoung}, 0, *most});
  }
  const std::optional<JointBands> bands = joint_bands(ages, ties, floors.k);
  if (!bands) return;
  for (const std::uint32_t age : {kAgeNew, kAgeYoung}) {
    blocks.push_back(
        band_block(View::kRetention, window, tool.tool, age, bands->shown[age], floors.k));
  }
}

void period_table(const ToolFigures& tool, const ToolTally& counts, const Earlier& earlier,
                  const Floors& floors, std::uint32_t window, std::vector<Block>& blocks) {
  Band range{tool.total, tool.total};
  for (const Earlier::Past& past : earlier.past) {
    if (!past.published) return;
    const auto total = past.totals.find(tool.tool);
    const std::int64_t low = total == past.totals.end() ? 0 : total->second;
    const std::int64_t high = total == past.totals.end() ? past.k - 1 : total->second;
    range = {std::max(range.low, low), range.high + high};
  }
  const std::optional<Band> band = band_within(range, counts.period, floors.k);
  if (!band) return;
  blocks.push_back(band_block(View::kPeriod, window, tool.tool, kWhole, *band, floors.k));
}

}  // namespace desirepath::publish
