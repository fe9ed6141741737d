#pragma once

// How many devices reported, as a band (R6): the organisation's line.
//
// N is never published as a number: next to a tool's exact count it would tell how many do not use
// it. But the exact tables say something about N already: a block of a tool nobody offered means
// that `complement` devices more reported than used it (R7). The grid begins at that bound, which
// everyone can compute; a grid from 0 would leave fewer than k candidates in the first band. It is
// not always the best bound (that a tool was folded says a little more), so the first step of the
// grid is twice as wide.
//
// By department nothing is published, not even in bands: which departments R7 folds depends on how
// many reported in them, and the oracle finds worlds in which a band beside the folds leaves one
// candidate (tests/integration/publish).

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "collector/publish/bands.h"
#include "collector/publish/tool_tables.h"

namespace desirepath::publish {

// What everyone can know of N afterwards.
struct Reporting {
  Band devices;            // candidates
  bool published = false;  // false: `devices` is only what the exact tables and the headcount say
  std::map<std::uint32_t, std::int64_t> lowest;  // by department: what the exact tables say of it

  // The most that a sum of different devices may be shown to reach, so that N keeps its candidates.
  [[nodiscard]] std::int64_t room(std::int64_t k) const {
    return std::min(devices.low + k - 1, devices.high);
  }
};

// `least`: as many have reported, or nothing would be published.
Reporting reporting_table(const Tally& tally, const std::vector<Place>& places,
                          const std::vector<ToolFigures>& tools, const Floors& floors,
                          std::uint32_t window, std::vector<Block>& blocks, std::int64_t least = 0);

}  // namespace desirepath::publish
