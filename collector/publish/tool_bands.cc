#include "collector/publish/tool_bands.h"

#include <algorithm>

#include "collector/publish/band_block.h"
#include "collector/publish/strict.h"

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

// The most that this window's "new" may be, by its block if it has one. Whoever began in one of
// four windows is a device of the four: these numbers, too, keep their candidates beside an exact
// period.
std::int64_t new_at_most(std::uint32_t tool, const Floors& floors,
                         const std::vector<Block>& blocks) {
  const auto found = std::find_if(blocks.rbegin(), blocks.rend(), [&](const Block& block) {
    return block.view == View::kRetention && block.object == tool && block.member == kAgeNew;
  });
  return found != blocks.rend() ? found->high : std::int64_t{floors.k} - 1;
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
                  const Floors& floors, std::uint32_t window, std::optional<std::int64_t> most,
                  std::vector<Block>& blocks) {
  Band range{tool.total, tool.total};
  Nested known{{range}, new_at_most(tool.tool, floors, blocks), most.value_or(0)};
  for (const Earlier::Past& past : earlier.past) {
    if (!past.published) return;
    const auto total = past.totals.find(tool.tool);
    const bool shown = total != past.totals.end();
    known.parts.push_back(shown ? Band{total->second, total->second} : Band{0, past.k - 1});
    const auto began = past.new_most.find(tool.tool);
    known.least += began != past.new_most.end() ? began->second : past.k - 1;
    range = {std::max(range.low, known.parts.back().low), range.high + known.parts.back().high};
  }
  std::optional<Band> band = band_within(range, counts.period, floors.k);
  if (!band) return;
  if (most && every_number_is_safe(*band, known, floors.k, floors.complement)) {
    band->low = band->high = std::clamp(counts.period, band->low, band->high);
  }
  blocks.push_back(band_block(View::kPeriod, window, tool.tool, kWhole, *band, floors.k));
}

}  // namespace desirepath::publish
