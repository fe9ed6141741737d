#pragma once

// `History` is what published.db says, in memory: the windows up to one, oldest first, each with
// its blocks by view. `needs` computes everything from it.
//
// Totals, needs and the reporting line are there for every window (the trends); the detail by days,
// age, displacement and visibility for the last `kDetailWindows` only, which is as far as any
// figure looks back. Departments are by far the most rows: they come for the last window, or for as
// many as are asked for.
//
// Errors: as published_database.h. Threads: immutable once loaded.

#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "collector/publish/table.h"
#include "collector/store/database.h"

namespace desirepath::publish {

constexpr std::uint32_t kDetailWindows = 13;  // a quarter
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

struct History {
  std::vector<PublishedWindow> windows;  // ascending; never empty after load_history

  [[nodiscard]] const PublishedWindow& last() const { return windows.back(); }
  // `ago` windows before the last one (by id); null when it is not published.
  [[nodiscard]] const PublishedWindow* ago(std::uint32_t count) const;
};

// Up to and including `last`, or all. kNotFound: nothing is published yet, or not that window.
absl::StatusOr<History> load_history(store::Database& published,
                                     std::optional<std::uint32_t> last = std::nullopt,
                                     std::uint32_t department_windows = 1);

}  // namespace desirepath::publish
