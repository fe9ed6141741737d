#include "collector/publish/need_tables.h"

#include <algorithm>
#include <array>
#include <optional>

#include "collector/publish/band_block.h"

namespace desirepath::publish {
namespace {

// The published values in the order of `counts`; "both" comes first, it has an origin of its own.
constexpr std::array<std::uint32_t, 6> kValues = {1, 8, 2, 7, 3, 5};
constexpr std::size_t kBoth = 0;
// Members of `other`, in the order in which they give way: what diaries too young say goes first.
const std::vector<std::size_t> kOther = {1, 0, 2, 4, 3};
// Devices without the offered tools in this window, likewise.
const std::vector<std::size_t> kWithout = {1, 2, 4, 3, 5};

std::int64_t other_devices(const NeedTally& tally) {
  const auto& values = tally.displacement;
  return values[1] + values[2] + values[3] + values[7] + values[8];
}

void add_band(View view, std::uint32_t member, const NeedInputs& need, Band band,
              const Floors& floors, std::uint32_t window, std::vector<Block>& blocks) {
  blocks.push_back(band_block(view, window, need.need, member, band, floors.k));
}

// A single count between known ends; below the floor nothing is shown.
void single(View view, const NeedInputs& need, Band range, std::int64_t value, const Floors& floors,
            std::uint32_t window, std::vector<Block>& blocks) {
  const std::optional<Band> band = band_within(range, value, floors.k);
  if (band) add_band(view, kWhole, need, *band, floors, window, blocks);
}

// How much of `other` there may be beside the users of S, given the cell: more would not leave each
// count of it all its candidates.
Band other_range(const NeedInputs& need, const std::vector<Band>& cells, const Reporting& reporting,
                 std::int64_t k) {
  Band sum;
  for (std::size_t member : kOther) {
    sum = {sum.low + cells[member].low, sum.high + cells[member].high};
  }
  const std::int64_t room =
      reporting.devices.high - need.offered.low - cells[kValues.size() - 1].low;
  return {std::max(need.other.low, sum.low),
          std::min({need.other.high, sum.high, cells[kBoth].low + room + k - 1})};
}

void displacement_tables(const NeedInputs& need, const Reporting& reporting, const Floors& floors,
                         std::uint32_t window, std::vector<Block>& blocks) {
  const std::int64_t k = floors.k;
  std::vector<Count> counts;
  for (std::uint32_t value : kValues) counts.push_back({0, need.tally.displacement[value]});
  // Who uses O without S is no user of S; whatever does not fit beside those uses both.
  counts[kBoth].origin =
      std::max<std::int64_t>(0, need.offered.low + need.other.low - reporting.devices.high);
  const std::vector<Tie> ties = {{kOther, need.other.low, need.other.high},
                                 {kWithout, 0, reporting.devices.low - need.offered.low + k - 1}};
  const std::optional<JointBands> bands = joint_bands(counts, ties, k);
  if (!bands) {
    single(View::kOther, need, need.other, other_devices(need.tally), floors, window, blocks);
    return;
  }
  const std::optional<Band> other =
      band_within(other_range(need, bands->cells, reporting, k), other_devices(need.tally), k);
  if (other) add_band(View::kOther, kWhole, need, *other, floors, window, blocks);
  for (std::size_t i = 0; i < kValues.size(); ++i) {
    add_band(View::kDisplacement, kValues[i], need, bands->shown[i], floors, window, blocks);
  }
}

}  // namespace

Band union_of(const std::vector<Band>& parts) {
  Band all;
  for (const Band& part : parts) all = {std::max(all.low, part.low), all.high + part.high};
  return all;
}

ToolPart part_of(const ToolFigures& tool, const Offer& offer) {
  ToolPart part;
  part.all = tool.published ? Band{tool.total, tool.total} : tool.owners;
  if (offer.everywhere || !offer.anywhere) {
    (offer.anywhere ? part.offered : part.other) = tool.owners;
    return part;
  }
  if (!tool.published) {
    part.offered = part.other = tool.owners;
    return part;
  }
  const std::int64_t guests = tool.total - tool.owners.low;  // at most
  Band here;
  Band elsewhere;
  for (const Atom& atom : tool.alone) {
    Band& side = atom.offered ? here : elsewhere;
    side = {side.low + atom.count, side.high + atom.count};
  }
  here.high += tool.rest;
  elsewhere.high += tool.rest;
  part.offered = {std::max<std::int64_t>(0, here.low - guests),
                  std::min(here.high, tool.owners.high)};
  part.other = {std::max<std::int64_t>(0, elsewhere.low - guests),
                std::min(elsewhere.high, tool.owners.high)};
  return part;
}

void need_tables(const NeedInputs& need, const Reporting& reporting, const Floors& floors,
                 std::uint32_t window, std::vector<Block>& blocks) {
  const std::size_t before = blocks.size();
  const Band room{0, reporting.devices.low + std::int64_t{floors.k} - 1};
  if (!need.asked_displacement) {
    const Band range{need.all.low, std::min(need.all.high, room.high)};
    single(View::kNeed, need, range, need.tally.devices, floors, window, blocks);
  } else if (need.anything_offered) {
    displacement_tables(need, reporting, floors, window, blocks);
  } else {
    const Band range{need.other.low, std::min(need.other.high, room.high)};
    single(View::kOther, need, range, other_devices(need.tally), floors, window, blocks);
  }
  const bool visible = need.tool_published ||
                       std::any_of(blocks.begin() + static_cast<std::ptrdiff_t>(before),
                                   blocks.end(), [](const Block& each) { return each.low > 0; });
  if (!visible) blocks.resize(before);
}

}  // namespace desirepath::publish
