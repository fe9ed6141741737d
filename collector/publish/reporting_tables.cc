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

// The most devices that can have reported, as far as everyone knows: under a place its signed
// headcount, in all the sum of them, unless an alarm says that there were more. A device without a
// known department may be any of them.
struct Limits {
  std::vector<std::int64_t> places;
  std::int64_t all = 0;
};

Limits limits_of(const std::vector<Place>& places, const std::vector<Count>& counts) {
  Limits limits;
  std::int64_t reports = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    limits.all += places[i].headcount;
    reports += counts[i].value;
  }
  if (reports > limits.all) limits.all = kNoLimit;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].number == policy::kOrganisation) {
      limits.places.push_back(limits.all);
    } else {
      limits.places.push_back(counts[i].value > places[i].headcount ? kNoLimit
                                                                    : places[i].headcount);
    }
  }
  return limits;
}

std::vector<Tie> ties_of(const Bounds& bounds, const Limits& limits, std::int64_t k) {
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < limits.places.size(); ++i) {
    // Where headcount and bound leave fewer than k, the one band says nothing new.
    ties.push_back({{i}, 0, std::max(limits.places[i], bounds.lowest(i) + k - 1)});
  }
  for (const auto& [members, low] : bounds.rests()) ties.push_back({members, low, kNoLimit});
  return ties;
}

// The candidates of the sum that cells, rests and limits leave.
Band range_of(const Bounds& bounds, const Limits& limits, const std::vector<Band>& cells) {
  Band range;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    range.low += cells[i].low;
    range.high += std::max(cells[i].low, std::min(cells[i].high, limits.places[i]));
  }
  const std::int64_t lows = range.low;
  for (const auto& [members, low] : bounds.rests()) {
    std::int64_t others = lows;
    for (std::size_t member : members) others -= cells[member].low;
    range.low = std::max(range.low, others + low);
  }
  range.high = std::max(range.low, std::min(range.high, limits.all));
  return range;
}

// Without bands: what the exact tables and the headcount say.
Band known_of(const Bounds& bounds, const Limits& limits) {
  std::vector<Band> widest;
  for (std::size_t i = 0; i < limits.places.size(); ++i) {
    widest.push_back({bounds.lowest(i), kNoLimit});
  }
  return range_of(bounds, limits, widest);
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
  const Limits limits = limits_of(places, counts);
  Reporting reporting{known_of(bounds, limits), false};
  const std::optional<JointBands> bands =
      joint_bands(counts, ties_of(bounds, limits, floors.k), floors.k);
  if (!bands) return reporting;
  const std::optional<Band> whole =
      band_within(range_of(bounds, limits, bands->cells), tally.all_reports(), floors.k);
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
