#include "collector/publish/reporting_tables.h"

#include <algorithm>
#include <map>

#include "collector/publish/band_block.h"

namespace desirepath::publish {
namespace {

std::int64_t reports_at(const Tally& tally, std::uint32_t place) {
  const auto found = tally.reports.find(place);
  return found == tally.reports.end() ? 0 : found->second;
}

// The devices that must have reported, for a block of `count` to be shown.
std::int64_t implied(std::int64_t count, bool offered, const Floors& floors) {
  if (count == 0) return 0;
  return count + (offered ? 0 : std::int64_t{floors.complement});
}

class Bounds {
 public:
  Bounds(const std::vector<Place>& places, const std::vector<ToolFigures>& tools,
         const Floors& floors)
      : places_(places), lowest_(places.size(), 0) {
    for (std::size_t i = 0; i < places.size(); ++i) index_[places[i].number] = i;
    for (const ToolFigures& tool : tools) {
      for (const Atom& atom : tool.alone) {
        std::int64_t& lowest = lowest_[index_.at(atom.member)];
        lowest = std::max(
            {lowest, std::int64_t{floors.department}, implied(atom.count, atom.offered, floors)});
      }
    }
    for (const ToolFigures& tool : tools) add_rest(tool, floors);
  }

  [[nodiscard]] std::int64_t lowest(std::size_t place) const { return lowest_[place]; }

  // Rests that say more than their departments' own bounds do, one tie for each set of departments.
  [[nodiscard]] const std::map<std::vector<std::size_t>, std::int64_t>& rests() const {
    return rests_;
  }

 private:
  void add_rest(const ToolFigures& tool, const Floors& floors) {
    if (!tool.published || tool.rest == 0) return;
    std::vector<std::size_t> members;
    std::int64_t sum = 0;
    auto alone = tool.alone.begin();
    for (std::size_t i = 0; i < places_.size(); ++i) {
      while (alone != tool.alone.end() && alone->member < places_[i].number) ++alone;
      if (alone != tool.alone.end() && alone->member == places_[i].number) continue;
      members.push_back(i);
      sum += lowest_[i];
    }
    const std::int64_t low = implied(tool.rest, tool.rest_offered, floors);
    if (low <= sum) return;
    std::int64_t& known = rests_[members];
    known = std::max(known, low);
  }

  const std::vector<Place>& places_;
  std::map<std::uint32_t, std::size_t> index_;
  std::vector<std::int64_t> lowest_;
  std::map<std::vector<std::size_t>, std::int64_t> rests_;
};

// What stands for "no limit" in a tie; sums of it stay far from overflow.
constexpr std::int64_t kNoLimit = std::int64_t{1} << 40;

// The most devices that can have reported under a place, as far as everyone knows: its signed
// headcount, unless an alarm says that there were more. Devices without a department have no limit.
std::int64_t most_of(const Place& place, std::int64_t reports) {
  const bool limited = place.number != policy::kOrganisation && reports <= place.headcount;
  return limited ? place.headcount : kNoLimit;
}

std::vector<Tie> ties_of(const std::vector<Place>& places, const Bounds& bounds,
                         const std::vector<Count>& counts, std::int64_t k) {
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < places.size(); ++i) {
    // Where headcount and bound leave fewer than k, the one band says nothing new.
    const std::int64_t most = most_of(places[i], counts[i].value);
    ties.push_back({{i}, 0, std::max(most, bounds.lowest(i) + k - 1)});
  }
  for (const auto& [members, low] : bounds.rests()) ties.push_back({members, low, kNoLimit});
  return ties;
}

// The candidates of the sum that cells and rests leave.
Band range_of(const std::vector<Place>& places, const Bounds& bounds,
              const std::vector<Count>& counts, const std::vector<Band>& cells) {
  Band range;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    range.low += cells[i].low;
    range.high +=
        std::max(cells[i].low, std::min(cells[i].high, most_of(places[i], counts[i].value)));
  }
  const std::int64_t lows = range.low;
  for (const auto& [members, low] : bounds.rests()) {
    std::int64_t others = lows;
    for (std::size_t member : members) others -= cells[member].low;
    range.low = std::max(range.low, others + low);
  }
  return range;
}

// Without bands: what the exact tables and the headcount say.
Band known_of(const std::vector<Place>& places, const Bounds& bounds,
              const std::vector<Count>& counts) {
  std::vector<Band> widest;
  for (std::size_t i = 0; i < places.size(); ++i) widest.push_back({bounds.lowest(i), kNoLimit});
  return range_of(places, bounds, counts, widest);
}

}  // namespace

Reporting reporting_tables(const Tally& tally, const std::vector<Place>& places,
                           const std::vector<ToolFigures>& tools, const Floors& floors,
                           bool by_department, std::uint32_t window, std::vector<Block>& blocks) {
  const Bounds bounds(places, tools, floors);
  std::vector<Count> counts;
  for (std::size_t i = 0; i < places.size(); ++i) {
    counts.push_back({bounds.lowest(i), reports_at(tally, places[i].number)});
  }
  Reporting reporting{known_of(places, bounds, counts), false};
  const std::optional<JointBands> bands =
      joint_bands(counts, ties_of(places, bounds, counts, floors.k), floors.k);
  if (!bands) return reporting;
  const std::optional<Band> whole =
      band_within(range_of(places, bounds, counts, bands->cells), tally.all_reports(), floors.k);
  if (!whole) return reporting;
  reporting = {*whole, true};
  blocks.push_back(band_block(View::kReporting, window, 0, kWhole, *whole, floors.k));
  for (std::size_t i = 0; by_department && i < places.size(); ++i) {
    if (places[i].number == policy::kOrganisation) continue;
    blocks.push_back(
        band_block(View::kCoverage, window, places[i].number, kWhole, bands->shown[i], floors.k));
  }
  return reporting;
}

}  // namespace desirepath::publish
