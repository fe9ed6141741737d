// The half of published_database.h that reads.

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>

#include <map>
#include <utility>

#include "collector/publish/published_database.h"

namespace desirepath::publish {
namespace {

std::uint32_t column(const store::Statement& row, int index) {
  return static_cast<std::uint32_t>(row.integer(index));
}

absl::Status read_departments(store::Database& published, Window& window) {
  absl::StatusOr<store::Statement> rows = published.prepare(
      "SELECT number, id, name, parent, devices, alarm FROM department WHERE window = ? "
      "ORDER BY number");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{window.id});
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    window.departments.push_back(
        {column(*rows, 0), rows->text(1), rows->text(2), column(*rows, 3), column(*rows, 4)});
    if (rows->integer(5) != 0) window.alarms.push_back(column(*rows, 0));
  }
}

absl::Status read_standings(store::Database& published, Window& window) {
  absl::StatusOr<store::Statement> rows = published.prepare(
      "SELECT tool, standing, departments FROM standing WHERE window = ? "
      "ORDER BY place");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{window.id});
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    policy::ToolStanding standing;
    standing.tool = column(*rows, 0);
    standing.standing = static_cast<policy::Standing>(rows->integer(1));
    const std::string departments = rows->text(2);
    for (absl::string_view part : absl::StrSplit(departments, ',', absl::SkipEmpty())) {
      std::uint32_t number = 0;
      if (!absl::SimpleAtoi(part, &number)) {
        return absl::DataLossError("published.db: a standing with a department that is no number");
      }
      standing.departments.push_back(number);
    }
    window.standings.push_back(std::move(standing));
  }
}

absl::StatusOr<std::map<std::uint32_t, std::uint32_t>> read_floors(store::Database& published) {
  absl::StatusOr<store::Statement> rows = published.prepare("SELECT window, k FROM window");
  if (!rows.ok()) return rows.status();
  std::map<std::uint32_t, std::uint32_t> floors;
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return floors;
    floors[column(*rows, 0)] = column(*rows, 1);
  }
}

}  // namespace

bool keeps_floor(const Block& block, std::uint32_t k) {
  if (block.low > block.high) return false;
  return block.low >= k || (block.low == 0 && block.high + 1 >= k);
}

absl::StatusOr<std::vector<std::uint32_t>> list_windows(store::Database& published) {
  const absl::StatusOr<std::map<std::uint32_t, std::uint32_t>> floors = read_floors(published);
  if (!floors.ok()) return floors.status();
  std::vector<std::uint32_t> windows;
  for (const auto& [window, k] : *floors) windows.push_back(window);
  return windows;
}

absl::StatusOr<Window> read_window(store::Database& published, std::uint32_t id) {
  absl::StatusOr<store::Statement> rows = published.prepare(
      "SELECT window_name, organisation, lab, policy, k, department_floor, complement, enrolled, "
      "arrived_permille, noise_milli, days, first_light FROM window WHERE window = ?");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{id});
  const absl::StatusOr<bool> row = rows->step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::NotFoundError(absl::StrCat("window ", id, ": not published"));
  Window window;
  window.id = id;
  window.name = rows->text(0);
  window.organisation = rows->text(1);
  window.lab = rows->integer(2) != 0;
  window.policy_number = column(*rows, 3);
  window.floors = {column(*rows, 4), column(*rows, 5), column(*rows, 6)};
  window.enrolled = column(*rows, 7);
  window.arrived_permille = static_cast<std::int32_t>(rows->integer(8));
  window.noise_milli = column(*rows, 9);
  window.days = column(*rows, 10);
  window.first_light = rows->integer(11) != 0;
  if (absl::Status status = read_departments(published, window); !status.ok()) return status;
  if (absl::Status status = read_standings(published, window); !status.ok()) return status;
  return window;
}

absl::StatusOr<std::vector<WindowName>> read_window_names(store::Database& published) {
  absl::StatusOr<store::Statement> rows =
      published.prepare("SELECT window, window_name, first_light FROM window ORDER BY window");
  if (!rows.ok()) return rows.status();
  std::vector<WindowName> names;
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return names;
    names.push_back({column(*rows, 0), rows->text(1), rows->integer(2) != 0});
  }
}

absl::Status visit_blocks(store::Database& published, View view, std::uint32_t first,
                          std::uint32_t last, std::optional<std::uint32_t> object,
                          const std::function<void(const Block&)>& take) {
  const absl::StatusOr<std::map<std::uint32_t, std::uint32_t>> floors = read_floors(published);
  if (!floors.ok()) return floors.status();
  absl::StatusOr<store::Statement> rows = published.prepare(
      absl::StrCat("SELECT window, object, second, member, low, high, why FROM block "
                   "WHERE view = ? AND window BETWEEN ? AND ? ",
                   object ? absl::StrCat("AND object = ", *object) : "",
                   " ORDER BY view, window, object, second, member"));
  if (!rows.ok()) return rows.status();
  rows->bind(1, static_cast<std::int64_t>(view));
  rows->bind(2, std::int64_t{first});
  rows->bind(3, std::int64_t{last});
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    const Block block{view,
                      column(*rows, 0),
                      column(*rows, 1),
                      column(*rows, 2),
                      column(*rows, 3),
                      column(*rows, 4),
                      column(*rows, 5),
                      static_cast<Why>(rows->integer(6))};
    const auto floor = floors->find(block.window);
    if (floor == floors->end() || !keeps_floor(block, floor->second)) {
      return absl::DataLossError(
          absl::StrCat("published.db: a block of window ", block.window,
                       " is below its floor and is not shown, restore the file from a backup"));
    }
    take(block);
  }
}

absl::StatusOr<std::vector<Block>> read_blocks(store::Database& published, View view,
                                               std::uint32_t first, std::uint32_t last,
                                               std::optional<std::uint32_t> object) {
  std::vector<Block> blocks;
  const absl::Status read =
      visit_blocks(published, view, first, last, object,
                   [&blocks](const Block& block) { blocks.push_back(block); });
  if (!read.ok()) return read;
  return blocks;
}

}  // namespace desirepath::publish
