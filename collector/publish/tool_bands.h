#pragma once

// The bands about a tool: how many owners are new and how many stayed (RETENTION), and devices in
// four windows (TOOL_PERIOD).
//
// new + young are at most the owners of the window; young (two to four windows old) were new in one
// of the three windows before, so together they are at most what those windows published as new;
// a period holds each of its windows and is at most their sum. These ties reach into earlier
// windows, which is why `Earlier` is an input.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "collector/publish/tool_tables.h"

namespace desirepath::publish {

constexpr std::uint32_t kBefore = 3;  // windows that a period or a young age reaches back

// What the three windows before have published; index 0 is the window just before.
struct Earlier {
  struct Past {
    bool published = false;  // the window
    std::int64_t k = 1;
    std::map<std::uint32_t, std::int64_t> totals;    // of tools with a total
    std::map<std::uint32_t, std::int64_t> new_most;  // upper end of "new"
  };
  std::array<Past, kBefore> past;
};

constexpr std::uint32_t kAgeNew = 0;
constexpr std::uint32_t kAgeYoung = 1;

void retention_table(const ToolFigures& tool, const ToolTally& counts, const Earlier& earlier,
                     const Floors& floors, std::uint32_t window, std::vector<Block>& blocks);

void period_table(const ToolFigures& tool, const ToolTally& counts, const Earlier& earlier,
                  const Floors& floors, std::uint32_t window, std::vector<Block>& blocks);

}  // namespace desirepath::publish
