#pragma once

// What earlier windows have published, as far as a window's tables must keep to it.
//
// Bands reach back three windows (tool_bands.h). `freeze` reads it from published.db.

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "collector/publish/table.h"

namespace desirepath::publish {

constexpr std::uint32_t kBefore = 3;  // windows that a period or a young age reaches back

// Index 0 is the window just before.
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

// The views that `past_of` looks at.
inline constexpr std::array kPastViews = {View::kTool, View::kRetention};

Earlier::Past past_of(const Window& window, std::span<const Block> blocks);

}  // namespace desirepath::publish
