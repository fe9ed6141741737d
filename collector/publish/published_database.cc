#include "collector/publish/published_database.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>

#include <map>
#include <utility>

namespace desirepath::publish {
namespace {

constexpr std::int32_t kApplication = 0x44505031;  // "DPP1"

constexpr std::string_view kTables = R"sql(
CREATE TABLE window(
  window INTEGER PRIMARY KEY, window_name TEXT NOT NULL, organisation TEXT NOT NULL, lab INTEGER NOT NULL,
  policy INTEGER NOT NULL, k INTEGER NOT NULL, department_floor INTEGER NOT NULL,
  complement INTEGER NOT NULL, enrolled INTEGER NOT NULL, arrived_permille INTEGER NOT NULL) STRICT;
CREATE TABLE department(
  window INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  parent INTEGER NOT NULL, devices INTEGER NOT NULL, alarm INTEGER NOT NULL,
  PRIMARY KEY (window, number)) STRICT, WITHOUT ROWID;
CREATE TABLE standing(
  window INTEGER NOT NULL, tool INTEGER NOT NULL, place INTEGER NOT NULL,
  standing INTEGER NOT NULL, departments TEXT NOT NULL,
  PRIMARY KEY (window, tool, place)) STRICT, WITHOUT ROWID;
CREATE TABLE block(
  view INTEGER NOT NULL, window INTEGER NOT NULL, object INTEGER NOT NULL,
  second INTEGER NOT NULL, member INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
  why INTEGER NOT NULL, PRIMARY KEY (view, window, object, second, member)) STRICT, WITHOUT ROWID;
CREATE TRIGGER window_is_final BEFORE UPDATE ON window
  BEGIN SELECT raise(ABORT, 'published windows never change'); END;
CREATE TRIGGER department_is_final BEFORE UPDATE ON department
  BEGIN SELECT raise(ABORT, 'published windows never change'); END;
CREATE TRIGGER standing_is_final BEFORE UPDATE ON standing
  BEGIN SELECT raise(ABORT, 'published windows never change'); END;
CREATE TRIGGER block_is_final BEFORE UPDATE ON block
  BEGIN SELECT raise(ABORT, 'published windows never change'); END;
)sql";

constexpr std::string_view kNoise =
    "ALTER TABLE window ADD COLUMN noise_milli INTEGER NOT NULL DEFAULT 0;";
constexpr std::string_view kDays = "ALTER TABLE window ADD COLUMN days INTEGER NOT NULL DEFAULT 7;";

std::int64_t flag(bool value) { return value ? 1 : 0; }

std::uint32_t column(const store::Statement& row, int index) {
  return static_cast<std::uint32_t>(row.integer(index));
}

absl::Status write_row(store::Database& published, const Window& window) {
  absl::StatusOr<store::Statement> insert =
      published.prepare("INSERT INTO window VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::int64_t{window.id});
  insert->bind(2, std::string_view(window.name));
  insert->bind(3, std::string_view(window.organisation));
  insert->bind(4, flag(window.lab));
  insert->bind(5, std::int64_t{window.policy_number});
  insert->bind(6, std::int64_t{window.floors.k});
  insert->bind(7, std::int64_t{window.floors.department});
  insert->bind(8, std::int64_t{window.floors.complement});
  insert->bind(9, std::int64_t{window.enrolled});
  insert->bind(10, std::int64_t{window.arrived_permille});
  insert->bind(11, std::int64_t{window.noise_milli});
  insert->bind(12, std::int64_t{window.days});
  return insert->run();
}

absl::Status write_departments(store::Database& published, const Window& window) {
  absl::StatusOr<store::Statement> insert =
      published.prepare("INSERT INTO department VALUES (?,?,?,?,?,?,?)");
  if (!insert.ok()) return insert.status();
  for (const policy::Department& department : window.departments) {
    bool alarm = false;
    for (std::uint32_t number : window.alarms) alarm = alarm || number == department.number;
    insert->bind(1, std::int64_t{window.id});
    insert->bind(2, std::int64_t{department.number});
    insert->bind(3, std::string_view(department.id));
    insert->bind(4, std::string_view(department.name));
    insert->bind(5, std::int64_t{department.parent});
    insert->bind(6, std::int64_t{department.devices});
    insert->bind(7, flag(alarm));
    if (absl::Status status = insert->run(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status write_standings(store::Database& published, const Window& window) {
  absl::StatusOr<store::Statement> insert =
      published.prepare("INSERT INTO standing VALUES (?,?,?,?,?)");
  if (!insert.ok()) return insert.status();
  std::int64_t place = 0;
  for (const policy::ToolStanding& standing : window.standings) {
    const std::string departments = absl::StrJoin(standing.departments, ",");
    insert->bind(1, std::int64_t{window.id});
    insert->bind(2, std::int64_t{standing.tool});
    insert->bind(3, place++);
    insert->bind(4, static_cast<std::int64_t>(standing.standing));
    insert->bind(5, std::string_view(departments));
    if (absl::Status status = insert->run(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status write_blocks(store::Database& published, std::uint32_t window,
                          const std::vector<Block>& blocks) {
  absl::StatusOr<store::Statement> insert =
      published.prepare("INSERT INTO block VALUES (?,?,?,?,?,?,?,?)");
  if (!insert.ok()) return insert.status();
  for (const Block& block : blocks) {
    insert->bind(1, static_cast<std::int64_t>(block.view));
    insert->bind(2, std::int64_t{window});
    insert->bind(3, std::int64_t{block.object});
    insert->bind(4, std::int64_t{block.second});
    insert->bind(5, std::int64_t{block.member});
    insert->bind(6, std::int64_t{block.low});
    insert->bind(7, std::int64_t{block.high});
    insert->bind(8, static_cast<std::int64_t>(block.why));
    if (absl::Status status = insert->run(); !status.ok()) return status;
  }
  return absl::OkStatus();
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

absl::StatusOr<store::Database> open_published(const std::string& path, store::Mode mode) {
  static const store::Schema schema{
      kApplication,
      {kTables, kNoise, kDays},
      "restore it from a backup: published windows cannot be made again"};
  return store::Database::open(path, schema, mode);
}

absl::Status write_window(store::Database& published, const Window& window,
                          const std::vector<Block>& blocks) {
  const absl::StatusOr<std::int64_t> there =
      published.integer(absl::StrCat("SELECT count(*) FROM window WHERE window = ", window.id));
  if (!there.ok()) return there.status();
  if (*there != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("window ", window.name, ": published already, it never changes"));
  }
  if (absl::Status status = write_row(published, window); !status.ok()) return status;
  if (absl::Status status = write_departments(published, window); !status.ok()) return status;
  if (absl::Status status = write_standings(published, window); !status.ok()) return status;
  return write_blocks(published, window.id, blocks);
}

absl::StatusOr<std::uint32_t> expire(store::Database& published, std::uint32_t keep) {
  const absl::StatusOr<std::vector<std::uint32_t>> windows = list_windows(published);
  if (!windows.ok()) return windows.status();
  if (windows->size() <= keep) return 0U;
  const auto gone = static_cast<std::uint32_t>(windows->size() - keep);
  const std::uint32_t last = windows->at(gone - 1);
  for (const char* table : {"block", "standing", "department", "window"}) {
    if (absl::Status status =
            published.execute(absl::StrCat("DELETE FROM ", table, " WHERE window <= ", last));
        !status.ok()) {
      return status;
    }
  }
  return gone;
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
      "arrived_permille, noise_milli, days FROM window WHERE window = ?");
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
  if (absl::Status status = read_departments(published, window); !status.ok()) return status;
  if (absl::Status status = read_standings(published, window); !status.ok()) return status;
  return window;
}

absl::StatusOr<std::vector<Block>> read_blocks(store::Database& published, View view,
                                               std::uint32_t first, std::uint32_t last,
                                               std::optional<std::uint32_t> object) {
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
  std::vector<Block> blocks;
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return blocks;
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
    blocks.push_back(block);
  }
}

}  // namespace desirepath::publish
