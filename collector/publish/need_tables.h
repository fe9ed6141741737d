#pragma once

// The bands of a need: devices that used a tool of it that is not offered to them, and how these
// stand to what is offered (DISPLACEMENT); where nothing is offered, or that is not asked, devices
// in the need at all. These count guests too, so that a need whose small tools are only looked at
// is not lost.
//
// What ties the counts together, for need f with offered tools S and others O (all of owners):
//   other = v1 + v2 + v3 + v7 + v8          lies between the largest tool of O and the sum of O
//   v2, v3, v7, v8, v5 and the users of S   are different devices: their sum is at most N
//   v1, v2, v3, v7, v8, v5                  likewise
// where the users of S are at least its largest tool. v0 and v4 are not published: v0 + v4 lies
// between two exact tables most of the time. Values: fact.proto.

#include <cstdint>
#include <map>
#include <vector>

#include "collector/publish/reporting_table.h"

namespace desirepath::publish {

// A tool of the need with the part of its owners to whom it is offered, as far as everyone knows.
struct ToolPart {
  Band offered;
  Band other;
  Band all;  // devices, guests too
};

ToolPart part_of(const ToolFigures& tool, const Offer& offer);

// The known bounds of distinct devices over several tools: the largest one, and the sum of all.
Band union_of(const std::vector<Band>& parts);

struct NeedInputs {
  std::uint32_t need = 0;
  NeedTally tally;
  Band offered;  // users of S
  Band other;    // users of O
  Band all;      // users of any, guests too
  bool anything_offered = false;
  bool tool_published = false;
  bool asked_displacement = false;  // the policy has the kind
  bool asked_need = false;          // likewise NEED_WEEK
  // Strict mode: devices of each tool, so that the band may be narrowed (strict.h); else empty.
  std::vector<Band> tools;
  bool paired = false;  // a tool stands in a listed pair, whose bands lean on the same overlaps
};

// A need of which nothing reaches k and no tool is published gets no block, so that a row does not
// tell one device from none.
void need_tables(const NeedInputs& need, const Reporting& reporting, const Floors& floors,
                 std::uint32_t window, std::vector<Block>& blocks);

}  // namespace desirepath::publish
