#include "collector/publish/published_database.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>

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

constexpr std::string_view kFirstLight =
    "ALTER TABLE window ADD COLUMN first_light INTEGER NOT NULL DEFAULT 0;";

std::int64_t flag(bool value) { return value ? 1 : 0; }

absl::Status write_row(store::Database& published, const Window& window) {
  absl::StatusOr<store::Statement> insert =
      published.prepare("INSERT INTO window VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
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
  insert->bind(13, flag(window.first_light));
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

}  // namespace

absl::StatusOr<store::Database> open_published(const std::string& path, store::Mode mode) {
  static const store::Schema schema{
      kApplication,
      {kTables, kNoise, kDays, kFirstLight},
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

}  // namespace desirepath::publish
