#include "collector/curation/curation_database.h"

#include <map>

#include "absl/status/status.h"
#include "collector/curation/schema.h"

namespace desirepath::curation {

absl::StatusOr<CurationDatabase> CurationDatabase::open(const std::string& path, store::Mode mode) {
  absl::StatusOr<store::Database> database = store::Database::open(path, curation_schema(), mode);
  if (!database.ok()) return database.status();
  return CurationDatabase(*std::move(database));
}

absl::StatusOr<std::optional<std::string>> CurationDatabase::setting(const std::string& name) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT value FROM setting WHERE name = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(name));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<std::string>();
  return std::optional<std::string>(query->text(0));
}

absl::Status CurationDatabase::set_setting(const std::string& name, const std::string& value) {
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO setting(name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = ?2");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(name));
  insert->bind(2, std::string_view(value));
  return insert->run();
}

absl::StatusOr<std::vector<policy::Department>> CurationDatabase::read_departments(
    const std::string& condition) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT number, id, name, parent, devices FROM department " + condition);
  if (!query.ok()) return query.status();
  std::vector<policy::Department> departments;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return departments;
    departments.push_back({static_cast<std::uint32_t>(query->integer(0)), query->text(1),
                           query->text(2), static_cast<std::uint32_t>(query->integer(3)),
                           static_cast<std::uint32_t>(query->integer(4))});
  }
}

absl::StatusOr<std::vector<policy::Department>> CurationDatabase::departments() {
  return read_departments("WHERE position IS NOT NULL ORDER BY position");
}

absl::StatusOr<std::vector<policy::Department>> CurationDatabase::all_departments() {
  return read_departments("ORDER BY number");
}

absl::Status CurationDatabase::replace_departments(
    const std::vector<policy::Department>& departments) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status s = database_.execute("UPDATE department SET position = NULL"); !s.ok())
    return s;
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO department(number, id, name, parent, devices, position) VALUES (?, ?, ?, ?, ?, "
      "?)"
      " ON CONFLICT DO UPDATE SET name = ?3, parent = ?4, devices = ?5, position = ?6");
  if (!insert.ok()) return insert.status();
  std::int64_t position = 0;
  for (const policy::Department& department : departments) {
    insert->bind(1, std::int64_t{department.number});
    insert->bind(2, std::string_view(department.id));
    insert->bind(3, std::string_view(department.name));
    insert->bind(4, std::int64_t{department.parent});
    insert->bind(5, std::int64_t{department.devices});
    insert->bind(6, position++);
    if (absl::Status s = insert->run(); !s.ok()) return s;
  }
  return transaction->commit();
}

absl::Status CurationDatabase::add_decisions(const std::vector<StandingDecision>& decisions) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO decision(tool, effective_window, decided, by, reason) VALUES (?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  absl::StatusOr<store::Statement> scope = database_.prepare(
      "INSERT INTO scope(decision, department, standing) "
      "VALUES ((SELECT max(number) FROM decision), ?, ?)");
  if (!scope.ok()) return scope.status();
  for (const StandingDecision& decision : decisions) {
    insert->bind(1, std::int64_t{decision.tool});
    insert->bind(2, std::int64_t{decision.effective_window});
    insert->bind(3, decision.decided);
    insert->bind(4, std::string_view(decision.by));
    insert->bind(5, std::string_view(decision.reason));
    if (absl::Status s = insert->run(); !s.ok()) return s;
    for (const ScopedStanding& scoped : decision.scopes) {
      scope->bind(1, std::int64_t{scoped.department});
      scope->bind(2, static_cast<std::int64_t>(scoped.standing));
      if (absl::Status s = scope->run(); !s.ok()) return s;
    }
  }
  return transaction->commit();
}

absl::StatusOr<std::vector<StandingDecision>> CurationDatabase::history() {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, tool, effective_window, decided, by, department, standing, reason "
      "FROM decision JOIN scope ON decision = number ORDER BY number, department");
  if (!query.ok()) return query.status();
  std::vector<StandingDecision> decisions;
  std::int64_t last = -1;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return decisions;
    if (query->integer(0) != last) {
      last = query->integer(0);
      decisions.push_back({static_cast<std::uint32_t>(query->integer(1)),
                           static_cast<std::uint32_t>(query->integer(2)),
                           query->integer(3),
                           query->text(4),
                           {},
                           query->text(7),
                           last});
    }
    decisions.back().scopes.push_back({static_cast<std::uint32_t>(query->integer(5)),
                                       static_cast<policy::Standing>(query->integer(6))});
  }
}

absl::StatusOr<std::vector<policy::ToolStanding>> CurationDatabase::standings(
    std::uint32_t oldest_window) {
  const absl::StatusOr<std::vector<StandingDecision>> decisions = history();
  if (!decisions.ok()) return decisions.status();
  // tool → effective window → the last decision for it
  std::map<std::uint32_t, std::map<std::uint32_t, const StandingDecision*>> last;
  for (const StandingDecision& decision : *decisions) {
    last[decision.tool][decision.effective_window] = &decision;
  }
  std::vector<policy::ToolStanding> standings;
  for (const auto& [tool, by_window] : last) {
    auto from = by_window.upper_bound(oldest_window);
    if (from != by_window.begin()) --from;
    for (; from != by_window.end(); ++from) {
      std::map<policy::Standing, std::vector<std::uint32_t>> named;
      for (const ScopedStanding& scoped : from->second->scopes) {
        if (scoped.department == policy::kOrganisation) {
          standings.push_back({tool, scoped.standing, {}, from->first});
        } else {
          named[scoped.standing].push_back(scoped.department);
        }
      }
      for (const auto& [standing, departments] : named) {
        standings.push_back({tool, standing, departments, from->first});
      }
    }
  }
  return standings;
}

}  // namespace desirepath::curation
