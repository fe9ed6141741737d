#include "collector/curation/handover_book.h"

#include <utility>

#include "absl/status/status.h"

namespace desirepath::curation {

bool is_open(const Handover& handover, absl::Time now) {
  return now < absl::FromUnixSeconds(handover.at) + absl::Hours(24) * kOpenDays;
}

absl::StatusOr<std::vector<Handover>> HandoverBook::all() {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, tool, case_id, basis, at, auditor, staff FROM handover "
      "ORDER BY number DESC LIMIT 200");
  if (!query.ok()) return query.status();
  std::vector<Handover> all;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return all;
    all.push_back({query->integer(0), query->text(1), query->text(2), query->text(3),
                   query->integer(4), query->text(5), query->text(6)});
  }
}

absl::StatusOr<std::optional<Handover>> HandoverBook::open(const Handover& asked, absl::Time now) {
  absl::StatusOr<std::vector<Handover>> before = all();
  if (!before.ok()) return before.status();
  for (Handover& one : *before) {
    if (is_open(one, now) && one.tool == asked.tool && one.case_id == asked.case_id &&
        one.basis == asked.basis) {
      return std::optional(std::move(one));
    }
  }
  return std::optional<Handover>();
}

absl::StatusOr<Handover> HandoverBook::confirm(const Handover& asked, HandoverSide side,
                                               const std::string& by, absl::Time now) {
  const absl::StatusOr<std::optional<Handover>> before = open(asked, now);
  if (!before.ok()) return before.status();
  Handover found = before->value_or(asked);
  if (!*before) {
    found.number = 0;
    found.at = absl::ToUnixSeconds(now);
  }
  std::string& own = side == HandoverSide::kAuditor ? found.auditor : found.staff;
  const std::string& other = side == HandoverSide::kAuditor ? found.staff : found.auditor;
  if (other == by) {
    return absl::PermissionDeniedError(
        "a handover takes two people: whoever confirmed first does not confirm again");
  }
  if (!own.empty()) return found;  // said before; nothing changes
  own = by;
  absl::StatusOr<store::Statement> keep = database_.prepare(
      found.number == 0
          ? "INSERT INTO handover(tool, case_id, basis, at, auditor, staff) VALUES (?, ?, ?, ?, ?, "
            "?)"
          : "UPDATE handover SET auditor = ?5, staff = ?6 WHERE number = ?7 AND tool = ?1 AND "
            "case_id = ?2 AND basis = ?3 AND at = ?4");
  if (!keep.ok()) return keep.status();
  keep->bind(1, std::string_view(found.tool));
  keep->bind(2, std::string_view(found.case_id));
  keep->bind(3, std::string_view(found.basis));
  keep->bind(4, found.at);
  keep->bind(5, std::string_view(found.auditor));
  keep->bind(6, std::string_view(found.staff));
  if (found.number != 0) keep->bind(7, found.number);
  if (absl::Status s = keep->run(); !s.ok()) return s;
  if (found.number == 0) {
    const absl::StatusOr<std::int64_t> number =
        database_.integer("SELECT max(number) FROM handover");
    if (!number.ok()) return number.status();
    found.number = *number;
  }
  return found;
}

}  // namespace desirepath::curation
