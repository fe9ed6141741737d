#pragma once

// The two sides of a need in one published window: tools that are offered, and tools staff chose.
//
// A tool offered to some departments only is on both sides, with the devices of each.

#include <cstdint>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "proto/policy/policy.h"

namespace desirepath::needs {

struct ToolUse {
  std::uint32_t tool = 0;
  bool published = false;
  bool scoped = false;  // offered to some departments only
  Devices devices;      // of this side, guests too; 0–(k-1) when not published
  Devices owners;
  Devices days_two_or_more;  // owners active on two days or more
  Devices guests;
  bool read = false;  // the days table tells parts apart
};

struct Sides {
  std::vector<ToolUse> offered;
  std::vector<ToolUse> other;
  bool offered_to_all = false;   // some tool is offered to everyone
  bool offered_to_some = false;  // some tool, to some
  Share
      others_without_offer;  // of the other side's devices: in departments that are offered nothing
  std::uint32_t headcount_without_offer = 0;  // of these departments
};

// Standing of a tool in a window, for a department of its dictionary.
policy::Standing standing_in(const publish::Window& window, std::uint32_t tool,
                             std::uint32_t department);

Sides sides_of(const publish::PublishedWindow& window, const std::vector<std::uint32_t>& tools);

// Distinct devices over several tools: at least the largest, at most their sum; tools below k add
// to the upper end only where asked for (of what is offered there are few; of everything else,
// dozens).
Devices distinct(const std::vector<ToolUse>& tools, bool with_hidden = false);

}  // namespace desirepath::needs
