#pragma once

// `History` is what published.db says, in memory: the windows up to one, oldest first, each with
// its blocks by view. `needs` computes everything from it.
//
// The page holds one for as long as the collector runs, so it goes back as far as a figure looks
// and no further: totals, needs and the reporting line over the last `kTrendWindows` in which
// anybody reported, the detail by days, age, displacement and visibility over `kDetailWindows`. Of
// the windows before them it knows how many there are, and in which each tool was first seen.
// Departments are by far the most rows: they come for the last window, or for as many as are asked
// for.
//
// A first light stands alone: it is the history while it is the last window, and no part of it
// later, for a trend over windows of different lengths would be none.
//
// Errors: as published_database.h. Threads: immutable once loaded.

#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "collector/publish/table.h"
#include "collector/store/database.h"

namespace desirepath::publish {

constexpr std::uint32_t kDetailWindows = 13;  // a quarter
constexpr std::uint32_t kTrendWindows = 26;   // half a year of weeks: as much as a page draws
constexpr std::size_t kViews = 16;

struct PublishedWindow {
  Window head;
  std::array<std::vector<Block>, kViews> views;  // by View, each sorted by its key

  [[nodiscard]] const std::vector<Block>& blocks(View view) const {
    return views[static_cast<std::size_t>(view)];
  }
  // All blocks of one object, by member.
  [[nodiscard]] std::span<const Block> of(View view, std::uint32_t object) const;
  // Null when nothing is published of it.
  [[nodiscard]] const Block* find(View view, std::uint32_t object,
                                  std::uint32_t member = kWhole) const;
};

// False where the reporting line is known and begins at none: an outage. Its figures say nothing
// about use, so that trends leave it out.
bool reported_in(const PublishedWindow& window);

struct FirstSeen {
  std::uint32_t tool = 0;
  std::uint32_t window = 0;
  std::string name;
};

struct History {
  std::vector<PublishedWindow> windows;     // ascending; never empty after load_history
  std::uint32_t before = 0;                 // published windows that are not among them
  std::vector<FirstSeen> seen_before = {};  // the tools shown in those, by tool

  [[nodiscard]] std::uint32_t published() const {
    return before + static_cast<std::uint32_t>(windows.size());
  }
  // Where a tool that was shown before the first of `windows` was shown first; null for others.
  [[nodiscard]] const FirstSeen* seen_earlier(std::uint32_t tool) const;
  [[nodiscard]] const PublishedWindow& last() const { return windows.back(); }
  // `ago` windows before the last one (by id); null when it is not published.
  [[nodiscard]] const PublishedWindow* ago(std::uint32_t count) const;
};

struct Lookback {
  std::uint32_t departments = 1;  // windows that come with their departments
  bool every_window = false;      // totals and needs of all windows, not of the last kTrendWindows
};

// Up to and including `last`, or the newest window in which anybody reported: one with (almost) no
// device, such as a night's outage, does not hide the one before it. kNotFound: nothing is
// published yet, or not that window.
absl::StatusOr<History> load_history(store::Database& published,
                                     std::optional<std::uint32_t> last = std::nullopt,
                                     const Lookback& lookback = {});

}  // namespace desirepath::publish
