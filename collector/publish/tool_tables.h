#pragma once

// The one exact family: a tool's devices by department, and by active days (R1–R4, R7, R8).
//
// Both are partitions of the same base, so the tool's total is the sum of either. Whatever is not
// published of a tool is hidden everywhere: a tool without a total has no other figure.

#include <cstdint>
#include <vector>

#include "collector/publish/bands.h"
#include "collector/publish/dictionary.h"
#include "collector/publish/fold.h"
#include "collector/publish/noise.h"
#include "collector/publish/tally.h"

namespace desirepath::publish {

// What everyone can know of a tool from its exact tables: the anchors of all bands about it.
struct ToolFigures {
  std::uint32_t tool = 0;
  bool published = false;
  std::int64_t total = 0;
  std::vector<Atom> alone;  // the departments with a block of their own
  std::int64_t rest = 0;    // all other departments together
  bool rest_offered = false;
  Band owners;  // devices that used it as owners, not guests
};

// The atoms of a tool's department table: one a place, zeros included.
std::vector<Atom> department_atoms(const ToolTally& tool, const Tally& tally,
                                   const std::vector<Place>& places, const Offer& offer);

// Publishes one tool's exact tables into `blocks`; with `noise` (R9) the figures are the noisy
// ones.
ToolFigures tool_tables(std::uint32_t tool, const ToolTally& counts, std::vector<Atom> atoms,
                        const Floors& floors, std::uint32_t window, std::vector<Block>& blocks,
                        Noise* noise = nullptr);

// What is known of a tool that nobody may see: fewer than k devices. (Nearly everybody, too, is
// possible, but rare, and would only make more candidates.)
ToolFigures hidden_tool(std::uint32_t tool, const Floors& floors);

}  // namespace desirepath::publish
