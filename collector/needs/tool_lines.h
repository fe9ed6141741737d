#pragma once

// What cards say of one tool: its line under a need, its trend, the words of its standing.

#include <cstdint>
#include <string>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/needs/sides.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"

namespace desirepath::needs {

ToolLine tool_line(const publish::History& history, const catalog::Catalog& catalog,
                   const ToolUse& use);

// One point a window from the first in which the tool reached k, the last publish::kTrendWindows of
// them; 0–(k-1) where it did not since; windows in which no device reported are left out.
std::vector<TrendPoint> tool_trend(const publish::History& history, std::uint32_t tool);

// Leaves as many points as a trend has, and no room for more: a report holds one for each tool.
void keep_latest(std::vector<TrendPoint>& trend);

// "sanctioned", or "sanctioned for Design, Sales" when only some departments have it.
std::string standing_words(const publish::Window& window, std::uint32_t tool);

}  // namespace desirepath::needs
