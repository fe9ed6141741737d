#pragma once

// `Inputs` is everything a fact may depend on: the diary, the signed policy, and which window is
// closing.
//
// The maker of each kind is a pure function of it; two devices with equal inputs make equal facts.
// Everything pointed to must outlive the call. Threads: plain values.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "agent/diary/snapshot.h"
#include "agent/facts/fact.h"
#include "proto/policy/policy.h"

namespace desirepath::facts {

// The number of a tool's main need, 0 when the catalog of the window does not know the tool.
using NeedOfTool = std::function<std::uint32_t(std::uint32_t tool)>;

struct Inputs {
  const diary::Snapshot& diary;
  const policy::Policy& policy;  // the one in force when the window began
  std::span<const policy::ToolStanding> standings;
  std::span<const policy::ToolPair> pairs;
  NeedOfTool need_of;
  std::uint32_t department =
      policy::kOrganisation;  // the device's own; below the floor its parent is told
  std::uint32_t window = 0;
  std::int32_t days_per_window = 7;  // of the calendar
  bool without_agent = false;        // a gateway counts the device
  // Days of the window, where it is not the grid's own (first_light.h).
  std::optional<diary::DayRange> days{};
};

using Facts = std::vector<Fact>;

}  // namespace desirepath::facts
