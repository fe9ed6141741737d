#include "collector/publish/pair_tables.h"

#include <algorithm>
#include <array>
#include <optional>

#include "collector/publish/band_block.h"

namespace desirepath::publish {
namespace {

constexpr std::uint32_t kClasses = 3;

void add(View view, const PairInputs& pair, std::uint32_t member, Band band, const Floors& floors,
         std::uint32_t window, std::vector<Block>& blocks) {
  Block block = band_block(view, window, pair.first, member, band, floors.k);
  block.second = pair.second;
  blocks.push_back(block);
}

// What the two tools share at least is known where N is.
void both(const PairInputs& pair, std::int64_t count, const Reporting& reporting,
          const Floors& floors, std::uint32_t window, std::vector<Block>& blocks) {
  const std::int64_t overlap =
      pair.of_first->owners.low + pair.of_second->owners.low - reporting.devices.high;
  const Band range{std::max<std::int64_t>(0, overlap),
                   std::min(pair.of_first->owners.low, pair.of_second->owners.low)};
  const std::optional<Band> band = band_within(range, count, floors.k);
  if (!band || band->low < std::int64_t{floors.k}) return;
  add(View::kPair, pair, kWhole, *band, floors, window, blocks);
}

// The class of a PAIR_FLOW value in the division that begins at `first`.
std::uint32_t class_of(std::uint32_t value, std::uint32_t first) {
  if (first == kFlowDays) return value / 9;
  return first == kFlowBounces ? value / 3 % 3 : value % 3;
}

}  // namespace

void pair_tables(const PairInputs& pair, const Tally& tally, const Reporting& reporting,
                 const Floors& floors, std::uint32_t window, std::vector<Block>& blocks) {
  const std::uint32_t turn = pair.flows_asked ? window % kFlowTurns : 0;
  if (turn == 0) {
    const auto count = tally.pairs.find({pair.first, pair.second});
    if (count != tally.pairs.end()) both(pair, count->second, reporting, floors, window, blocks);
    return;
  }
  const std::uint32_t first = turn == 1 ? kFlowBounces : turn == 2 ? kFlowDays : kFlowShape;
  const auto values = tally.flows.find({pair.first, pair.second});
  std::vector<Count> counts(kClasses);
  for (std::uint32_t value = 0; values != tally.flows.end() && value < kFlowValues; ++value)
    counts[class_of(value, first)].value += values->second[value];
  // Who bounces has used both.
  const Band owners{std::min(pair.of_first->owners.low, pair.of_second->owners.low),
                    std::min(pair.of_first->owners.high, pair.of_second->owners.high)};
  const Tie tie{{0, 1, 2}, 0, owners.low, owners.high - owners.low};
  const std::optional<JointBands> bands = joint_bands(counts, {tie}, floors.k);
  for (std::uint32_t i = 0; bands && i < kClasses; ++i)
    add(View::kPairFlow, pair, first + i, bands->shown[i], floors, window, blocks);
}

}  // namespace desirepath::publish
