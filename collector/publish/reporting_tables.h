#pragma once

// How many devices reported: the organisation's line, and coverage by department, as bands (R6).
//
// N is never published as a number: next to a tool's exact count it would tell how many do not use
// it. But the exact tables say something about N already: a block of a tool nobody offered means
// that `complement` devices more reported than used it (R7). The grids begin at that bound, which
// everyone can compute; a grid from 0 would leave fewer than k candidates in the first band.

#include <optional>
#include <vector>

#include "collector/publish/bands.h"
#include "collector/publish/tool_tables.h"

namespace desirepath::publish {

// What everyone can know of N afterwards.
struct Reporting {
  Band devices;            // candidates
  bool published = false;  // false: `devices` is only what the exact tables and the headcount say
};

Reporting reporting_tables(const Tally& tally, const std::vector<Place>& places,
                           const std::vector<ToolFigures>& tools, const Floors& floors,
                           bool by_department, std::uint32_t window, std::vector<Block>& blocks);

}  // namespace desirepath::publish
