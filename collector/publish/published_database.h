#pragma once

// published.db: the only figures there are, written once a window and never changed.
//
//   window(window, …)                  one row a published window: floors, policy, what arrived
//   department(window, number, …)  the dictionary the window was frozen with
//   standing(window, tool, …)      the standings in force in it
//   block(view, window, object, second, member, low, high, why)   one row a block (table.h)
//
// The key of `block` begins with view and window: what a page reads together lies together, so
// three years of one view are one range of the file. Triggers refuse UPDATE and DELETE; only
// `expire` (retention of published tables) may remove whole windows. No column holds a time:
// freezing again gives the same octets.
//
// Reading: `open_published` opens read-only, and `read_blocks` refuses a block below its floor
// (R11).
//
// Errors: as store::Database; kDataLoss: a block below its floor, or a row that no version of ours
// writes.

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "collector/publish/table.h"
#include "collector/store/database.h"

namespace desirepath::publish {

absl::StatusOr<store::Database> open_published(const std::string& path,
                                               store::Mode mode = store::Mode::kReadOnly);

// R1 on a block as stored: an exact number or a lower end is k or more, a band from 0 holds k
// values.
bool keeps_floor(const Block& block, std::uint32_t k);

// Writes the window and its blocks; part of the caller's transaction. kFailedPrecondition: it is
// there already.
absl::Status write_window(store::Database& published, const Window& window,
                          const std::vector<Block>& blocks);

// Removes the windows of which `keep` newer ones are published, as the policy says; part of the
// caller's transaction. How many went.
absl::StatusOr<std::uint32_t> expire(store::Database& published, std::uint32_t keep);

absl::StatusOr<std::vector<std::uint32_t>> list_windows(store::Database& published);
absl::StatusOr<Window> read_window(store::Database& published, std::uint32_t window);

// Every window's name, ascending: all that a list of them needs.
struct WindowName {
  std::uint32_t id = 0;
  std::string name;
  bool first_light = false;
};
absl::StatusOr<std::vector<WindowName>> read_window_names(store::Database& published);

// Gives the blocks of a view in the windows first … last, one after the other in key order; of one
// object if given.
absl::Status visit_blocks(store::Database& published, View view, std::uint32_t first,
                          std::uint32_t last, std::optional<std::uint32_t> object,
                          const std::function<void(const Block&)>& take);
// The same, all at once.
absl::StatusOr<std::vector<Block>> read_blocks(store::Database& published, View view,
                                               std::uint32_t first, std::uint32_t last,
                                               std::optional<std::uint32_t> object = std::nullopt);

}  // namespace desirepath::publish
