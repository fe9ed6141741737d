#pragma once

// The bands about a tool: how many owners are new and how many stayed (RETENTION), and devices in
// four windows (TOOL_PERIOD).
//
// new + young are at most the owners of the window; young (two to four windows old) were new in one
// of the three windows before, so together they are at most what those windows published as new;
// a period holds each of its windows and is at most their sum. These ties reach into earlier
// windows, which is why `Earlier` is an input.

#include <cstdint>
#include <optional>
#include <vector>

#include "collector/publish/earlier.h"
#include "collector/publish/tool_tables.h"

namespace desirepath::publish {

void retention_table(const ToolFigures& tool, const ToolTally& counts, const Earlier& earlier,
                     const Floors& floors, std::uint32_t window, std::vector<Block>& blocks);

// `most` devices surely reported, where strict mode may narrow the band; nothing: it stays one.
void period_table(const ToolFigures& tool, const ToolTally& counts, const Earlier& earlier,
                  const Floors& floors, std::uint32_t window, std::optional<std::int64_t> most,
                  std::vector<Block>& blocks);

}  // namespace desirepath::publish
