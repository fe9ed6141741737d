#include "collector/publish/need_tables.h"

#include <algorithm>
#include <array>
#include <optional>

#include "collector/publish/band_block.h"
#include "collector/publish/strict.h"

namespace desirepath::publish {
namespace {

// The values of devices that use something else, in the order of `counts`.
constexpr std::array<std::uint32_t, 5> kValues = {1, 8, 2, 7, 3};
constexpr std::uint32_t kStoppedValue = 5;
constexpr std::size_t kBoth = 0;
// All of them, in the order in which they give way: what diaries too young say goes first.
const std::vector<std::size_t> kOther = {1, 0, 2, 4, 3};
// Those without the offered tools in this window, likewise.
const std::vector<std::size_t> kWithout = {1, 2, 4, 3};

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

// NEED_WEEK: devices in the need at all, narrowed where strict mode allows.
void need_table(const NeedInputs& need, const Reporting& reporting, std::int64_t room,
                const Floors& floors, std::uint32_t window, std::vector<Block>& blocks) {
  const Band range{need.all.low, std::min(need.all.high, room)};
  const std::int64_t count = need.tally.devices;
  std::optional<Band> band = band_within(range, count, floors.k);
  if (!band) return;
  const bool strict = !need.tools.empty() && !need.paired && reporting.published;
  if (strict && every_number_is_safe(*band, {need.tools, 0, reporting.devices.low}, floors.k,
                                     floors.complement)) {
    band->low = band->high = std::clamp(count, band->low, band->high);
  }
  add_band(View::kNeed, kWhole, need, *band, floors, window, blocks);
}

// Devices that stopped (v5) use neither S nor O: beside them there must be room for the largest of
// either, and for a band more. Published first, its lower end is a constant for all that follows.
std::optional<JointBands> stopped_band(const NeedInputs& need, std::int64_t room,
                                       std::int64_t slack, std::int64_t k) {
  return joint_bands({{0, need.tally.displacement[kStoppedValue]}},
                     {{{0}, 0, room - std::max(need.offered.low, need.other.low), slack}}, k);
}

// `most` N; `room` what sums may be shown to reach; both less the devices that stopped.
struct Space {
  std::int64_t most = 0;
  std::int64_t room = 0;
};

std::optional<JointBands> other_bands(const NeedInputs& need, const Space& space, std::int64_t k) {
  std::vector<Count> counts;
  for (std::uint32_t value : kValues) counts.push_back({0, need.tally.displacement[value]});
  // Who uses O without S is no user of S; whatever does not fit beside those uses both.
  counts[kBoth].origin = std::max<std::int64_t>(0, need.offered.low + need.other.low - space.most);
  return joint_bands(counts,
                     {{kOther, need.other.low, need.other.high},
                      {kWithout, 0, space.room - need.offered.low, space.most - space.room},
                      {kOther, 0, space.room, space.most - space.room}},
                     k);
}

// How much of `other` there may be, given the cell: more would not leave each count of it, and N,
// all their candidates.
Band other_range(const NeedInputs& need, const std::vector<Band>& cells, const Space& space,
                 std::int64_t k) {
  Band sum;
  for (std::size_t member : kOther) {
    sum = {sum.low + cells[member].low, sum.high + cells[member].high};
  }
  const std::int64_t beside = cells[kBoth].low + space.most - need.offered.low;
  return {std::max(need.other.low, sum.low),
          std::min({need.other.high, sum.high, beside + k - 1, space.room})};
}

void displacement_tables(const NeedInputs& need, const Reporting& reporting, const Floors& floors,
                         std::uint32_t window, std::vector<Block>& blocks) {
  const std::int64_t k = floors.k;
  const std::int64_t room = reporting.room(k);
  const std::optional<JointBands> stopped =
      stopped_band(need, room, reporting.devices.high - room, k);
  std::optional<JointBands> bands;
  Space space;
  if (stopped) {
    const std::int64_t low = stopped->cells.front().low;
    space = {reporting.devices.high - low, room - low};
    bands = other_bands(need, space, k);
  }
  if (!bands) {
    const Band range{need.other.low, std::min(need.other.high, room)};
    single(View::kOther, need, range, other_devices(need.tally), floors, window, blocks);
    return;
  }
  const std::optional<Band> other =
      band_within(other_range(need, bands->cells, space, k), other_devices(need.tally), k);
  if (other) add_band(View::kOther, kWhole, need, *other, floors, window, blocks);
  for (std::size_t i = 0; i < kValues.size(); ++i) {
    add_band(View::kDisplacement, kValues[i], need, bands->shown[i], floors, window, blocks);
  }
  add_band(View::kDisplacement, kStoppedValue, need, stopped->shown.front(), floors, window,
           blocks);
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
  const std::int64_t room = reporting.room(floors.k);
  const bool divided = need.asked_displacement && need.anything_offered;
  if (!divided && (need.asked_need || !need.asked_displacement)) {
    need_table(need, reporting, room, floors, window, blocks);
  } else if (divided) {
    displacement_tables(need, reporting, floors, window, blocks);
  } else {
    const Band range{need.other.low, std::min(need.other.high, room)};
    single(View::kOther, need, range, other_devices(need.tally), floors, window, blocks);
  }
  const bool visible = need.tool_published ||
                       std::any_of(blocks.begin() + static_cast<std::ptrdiff_t>(before),
                                   blocks.end(), [](const Block& each) { return each.low > 0; });
  if (!visible) blocks.resize(before);
}

}  // namespace desirepath::publish
