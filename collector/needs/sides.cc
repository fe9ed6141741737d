#include "collector/needs/sides.h"

#include <algorithm>
#include <tuple>

#include "collector/needs/hidden_parts.h"
#include "collector/needs/interval.h"
#include "proto/policy/standing.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::PublishedWindow;
using publish::View;

Devices devices_of(const Block& block) { return {block.low, block.high}; }

void add_days(const PublishedWindow& window, ToolUse& use) {
  const auto blocks = window.of(View::kToolDays, use.tool);
  if (blocks.empty()) {  // older than the detail kept, or not published
    use.owners = use.days_two_or_more = use.guests = {0, use.devices.high};
    return;
  }
  use.owners = days_together(blocks, window.head.floors.k, {1, 2, 3});
  use.days_two_or_more = days_together(blocks, window.head.floors.k, {2, 3});
  use.guests = days_together(blocks, window.head.floors.k, {4});
  use.read = std::any_of(blocks.begin(), blocks.end(),
                         [](const Block& each) { return each.member != publish::kRest; });
  if (window.head.days == 1) {  // a day has no second one
    use.read = false;
    use.days_two_or_more = {0, use.owners.high};
  }
}

bool offered_in(const publish::Window& window, std::uint32_t tool, std::uint32_t department) {
  return policy::is_offered(standing_in(window, tool, department));
}

enum class Scope : std::uint8_t { kNowhere, kSomewhere, kEverywhere };

// Where a tool is offered. Most tools have no standing at all, and most that have one have it for
// everybody: only for the others is each department asked.
Scope scope_of(const publish::Window& window, std::uint32_t tool) {
  bool any = false;
  bool scoped = false;
  for (const policy::ToolStanding& standing : window.standings) {
    if (standing.tool != tool) continue;
    any = true;
    scoped = scoped || !standing.departments.empty();
  }
  if (!any) return Scope::kNowhere;
  const bool here = offered_in(window, tool, policy::kOrganisation);
  const bool some = scoped && std::any_of(window.departments.begin(), window.departments.end(),
                                          [&](const policy::Department& each) {
                                            return offered_in(window, tool, each.number) != here;
                                          });
  if (some) return Scope::kSomewhere;
  return here ? Scope::kEverywhere : Scope::kNowhere;
}

// Splits a scoped tool's devices by where it is offered.
void split(const PublishedWindow& window, const ToolUse& whole, Sides& sides) {
  ToolUse here = whole;
  ToolUse elsewhere = whole;
  here.scoped = elsewhere.scoped = true;
  const auto blocks = window.of(View::kToolDepartment, whole.tool);
  if (whole.published && blocks.empty()) {  // older than the departments kept
    for (ToolUse* side : {&here, &elsewhere}) {
      side->devices.low = side->owners.low = side->days_two_or_more.low = side->guests.low = 0;
    }
  } else if (whole.published) {
    const auto offered_here = [&](std::uint32_t department) {
      return offered_in(window.head, whole.tool, department);
    };
    std::tie(here.devices, elsewhere.devices) =
        departments_divided(window.head, blocks, offered_here);
    for (ToolUse* side : {&here, &elsewhere}) {
      side->owners = {0, std::min(side->devices.high, whole.owners.high)};
      side->days_two_or_more = {0, std::min(side->devices.high, whole.days_two_or_more.high)};
      side->guests = {0, std::min(side->devices.high, whole.guests.high)};
    }
  }
  sides.offered.push_back(here);
  sides.other.push_back(elsewhere);
}

// How many of the other side's devices are in departments to which nothing of the need is offered.
void add_without_offer(const PublishedWindow& window, const std::vector<std::uint32_t>& tools,
                       Sides& sides) {
  const auto anything = [&](std::uint32_t department) {
    return std::any_of(tools.begin(), tools.end(), [&](std::uint32_t tool) {
      return offered_in(window.head, tool, department);
    });
  };
  Devices without;
  Devices all;
  for (const ToolUse& use : sides.other) {
    if (!use.published) continue;
    const auto [with, outside] =
        departments_divided(window.head, window.of(View::kToolDepartment, use.tool), anything);
    without = without + outside;
    all = all + use.devices;
  }
  sides.others_without_offer = all.high == 0 ? Share{0, 1} : share_of(without, all);
  for (const policy::Department& each : window.head.departments) {
    if (!anything(each.number)) sides.headcount_without_offer += each.devices;
  }
}

}  // namespace

policy::Standing standing_in(const publish::Window& window, std::uint32_t tool,
                             std::uint32_t department) {
  return policy::standing_of(window.standings, window.departments, tool, department, window.id);
}

Sides sides_of(const PublishedWindow& window, const std::vector<std::uint32_t>& tools) {
  Sides sides;
  for (const std::uint32_t tool : tools) {
    ToolUse use;
    use.tool = tool;
    const Block* total = window.find(View::kTool, tool);
    use.published = total != nullptr;
    use.devices = total != nullptr ? devices_of(*total) : Devices{0, window.head.floors.k - 1};
    add_days(window, use);
    const Scope scope = scope_of(window.head, tool);
    sides.offered_to_all = sides.offered_to_all || scope == Scope::kEverywhere;
    sides.offered_to_some = sides.offered_to_some || scope == Scope::kSomewhere;
    if (scope == Scope::kSomewhere) {
      split(window, use, sides);
    } else {
      (scope == Scope::kEverywhere ? sides.offered : sides.other).push_back(use);
    }
  }
  if (sides.offered_to_some) {
    add_without_offer(window, tools, sides);
  }
  return sides;
}

Devices distinct(const std::vector<ToolUse>& tools, bool with_hidden) {
  Devices all;
  for (const ToolUse& use : tools) {
    if (!use.published && !with_hidden) continue;
    all = {std::max(all.low, use.devices.low), all.high + use.devices.high};
  }
  return all;
}

}  // namespace desirepath::needs
