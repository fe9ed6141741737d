#pragma once

// What is published of a listed pair of tools: devices that used both, and how work went back and
// forth between them.
//
// PAIR_FLOW has three answers at once: how many joint days, how many bounces a day, which shape.
// Two divisions of one base beside each other would narrow each other's bands, so each window
// publishes one table of a pair, by turns: 0 the devices that used both, 1 by bounces, 2 by days,
// 3 by shape. Where only PAIR is asked, every window has the devices. Pairs of which a tool has no
// total have no table.
//
// Used by publication.cc; needs/pairs.h reads them. Threads: pure functions.

#include <cstdint>
#include <vector>

#include "collector/publish/reporting_table.h"
#include "collector/publish/tally.h"
#include "collector/publish/tool_tables.h"

namespace desirepath::publish {

// Members of View::kPairFlow: three of each division.
constexpr std::uint32_t kFlowBounces = 1;  // 1: 1-2 a day · 2: 3-9 · 3: 10 and more
constexpr std::uint32_t kFlowDays = 4;     // 4: on one day · 5: on 2-3 · 6: on 4-7
constexpr std::uint32_t kFlowShape = 7;    // 7: neither · 8: double entry · 9: carry-over
constexpr std::uint32_t kFlowTurns = 4;

struct PairInputs {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  const ToolFigures* of_first = nullptr;
  const ToolFigures* of_second = nullptr;
  bool flows_asked = false;
};

void pair_tables(const PairInputs& pair, const Tally& tally, const Reporting& reporting,
                 const Floors& floors, std::uint32_t window, std::vector<Block>& blocks);

}  // namespace desirepath::publish
