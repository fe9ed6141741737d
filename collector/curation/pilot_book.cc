#include "collector/curation/pilot_book.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace desirepath::curation {
namespace {

constexpr std::ptrdiff_t kMostPilots = 50;

Pilot pilot_in(const store::Statement& row) {
  Pilot pilot;
  pilot.number = row.integer(0);
  pilot.need = row.text(1);
  pilot.tool = row.text(2);
  pilot.departments = absl::StrSplit(row.text(3), ',', absl::SkipEmpty());
  pilot.hypothesis = row.text(4);
  pilot.criterion = static_cast<ExitCriterion>(row.integer(5));
  pilot.value = row.integer(6);
  pilot.begins = static_cast<std::uint32_t>(row.integer(7));
  pilot.until = static_cast<std::uint32_t>(row.integer(8));
  pilot.before_low = row.integer(9);
  pilot.before_high = row.integer(10);
  pilot.at = row.integer(11);
  pilot.by = row.text(12);
  pilot.prolonged = row.integer(13) != 0;
  pilot.outcome = row.text(14);
  pilot.outcome_text = row.text(15);
  pilot.outcome_at = row.integer(16);
  pilot.outcome_by = row.text(17);
  return pilot;
}

}  // namespace

absl::StatusOr<std::vector<Pilot>> PilotBook::pilots() {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, need, tool, departments, hypothesis, criterion, value, begins, until, "
      "before_low, before_high, at, by, prolonged, outcome, outcome_text, outcome_at, outcome_by "
      "FROM pilot ORDER BY number DESC");
  if (!query.ok()) return query.status();
  std::vector<Pilot> pilots;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return pilots;
    pilots.push_back(pilot_in(*query));
  }
}

absl::Status PilotBook::begin(const Pilot& pilot) {
  const absl::StatusOr<std::vector<Pilot>> before = pilots();
  if (!before.ok()) return before.status();
  if (std::count_if(before->begin(), before->end(),
                    [&](const Pilot& one) { return one.need == pilot.need; }) >= kMostPilots) {
    return absl::ResourceExhaustedError("the need holds 50 pilots; decide on its tools first");
  }
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO pilot(need, tool, departments, hypothesis, criterion, value, begins, until, "
      "before_low, before_high, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  const std::string departments = absl::StrJoin(pilot.departments, ",");
  insert->bind(1, std::string_view(pilot.need));
  insert->bind(2, std::string_view(pilot.tool));
  insert->bind(3, std::string_view(departments));
  insert->bind(4, std::string_view(pilot.hypothesis));
  insert->bind(5, static_cast<std::int64_t>(pilot.criterion));
  insert->bind(6, pilot.value);
  insert->bind(7, std::int64_t{pilot.begins});
  insert->bind(8, std::int64_t{pilot.until});
  insert->bind(9, pilot.before_low);
  insert->bind(10, pilot.before_high);
  insert->bind(11, pilot.at);
  insert->bind(12, std::string_view(pilot.by));
  return insert->run();
}

absl::StatusOr<Pilot> PilotBook::running(std::int64_t number) {
  const absl::StatusOr<std::vector<Pilot>> all = pilots();
  if (!all.ok()) return all.status();
  for (const Pilot& pilot : *all) {
    if (pilot.number != number) continue;
    if (pilot.outcome.empty()) return pilot;
    return absl::FailedPreconditionError(
        absl::StrCat("pilot ", number, " was ", pilot.outcome, "; begin another one"));
  }
  return absl::NotFoundError(absl::StrCat("pilot ", number, " is not in the book"));
}

absl::Status PilotBook::prolong(std::int64_t number, std::uint32_t until) {
  const absl::StatusOr<Pilot> pilot = running(number);
  if (!pilot.ok()) return pilot.status();
  if (pilot->prolonged) {
    return absl::FailedPreconditionError(
        "a pilot is prolonged once; adopt the tool or drop it now");
  }
  if (until <= pilot->until) {
    return absl::InvalidArgumentError("windows: prolong it beyond its last window");
  }
  absl::StatusOr<store::Statement> update =
      database_.prepare("UPDATE pilot SET until = ?, prolonged = 1 WHERE number = ?");
  if (!update.ok()) return update.status();
  update->bind(1, std::int64_t{until});
  update->bind(2, number);
  return update->run();
}

absl::Status PilotBook::end(std::int64_t number, const Pilot& outcome) {
  const absl::StatusOr<Pilot> pilot = running(number);
  if (!pilot.ok()) return pilot.status();
  absl::StatusOr<store::Statement> update = database_.prepare(
      "UPDATE pilot SET outcome = ?, outcome_text = ?, outcome_at = ?, outcome_by = ? "
      "WHERE number = ?");
  if (!update.ok()) return update.status();
  update->bind(1, std::string_view(outcome.outcome));
  update->bind(2, std::string_view(outcome.outcome_text));
  update->bind(3, outcome.outcome_at);
  update->bind(4, std::string_view(outcome.outcome_by));
  update->bind(5, number);
  return update->run();
}

}  // namespace desirepath::curation
