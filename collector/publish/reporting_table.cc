#include "collector/publish/reporting_table.h"

#include <algorithm>
#include <map>
#include <utility>

#include "collector/publish/band_block.h"

namespace desirepath::publish {
namespace {

// Far above any organisation, far below overflow.
constexpr std::int64_t kNoLimit = std::int64_t{1} << 31;

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

// The fewest devices that can have reported, as far as everyone knows.
std::int64_t fewest(const Bounds& bounds, std::size_t places) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < places; ++i) sum += bounds.lowest(i);
  std::int64_t most = sum;
  for (const auto& [members, low] : bounds.rests()) {
    std::int64_t others = sum;
    for (std::size_t member : members) others -= bounds.lowest(member);
    most = std::max(most, others + low);
  }
  return most;
}

}  // namespace

Reporting reporting_table(const Tally& tally, const std::vector<Place>& places,
                          const std::vector<ToolFigures>& tools, const Floors& floors,
                          std::uint32_t window, std::vector<Block>& blocks, std::int64_t least) {
  const Bounds bounds(places, tools, floors);
  const std::int64_t reports = tally.all_reports();
  std::int64_t headcount = 0;
  for (const Place& place : places) headcount += place.headcount;
  Reporting reporting;
  reporting.devices.low = std::max(fewest(bounds, places.size()), least);
  // More reports than devices is an alarm, and then the headcount limits nothing.
  reporting.devices.high =
      std::max(reporting.devices.low, reports > headcount ? kNoLimit : headcount);
  for (std::size_t i = 0; i < places.size(); ++i) {
    reporting.lowest[places[i].number] = bounds.lowest(i);
  }
  const std::optional<Band> whole =
      band_within(reporting.devices, reports, floors.k, 2 * std::int64_t{floors.k});
  if (!whole) return reporting;
  reporting.devices = *whole;
  reporting.published = true;
  blocks.push_back(band_block(View::kReporting, window, 0, kWhole, *whole, floors.k));
  return reporting;
}

}  // namespace desirepath::publish
