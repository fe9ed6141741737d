#include "collector/curation/card_history.h"

namespace desirepath::curation {

absl::StatusOr<std::map<std::string, std::uint32_t>> CardHistory::first_windows(
    const std::map<std::string, std::uint32_t>& seen) {
  absl::StatusOr<store::Statement> query = database_.prepare("SELECT need, window FROM first_card");
  if (!query.ok()) return query.status();
  std::map<std::string, std::uint32_t> noted;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    noted[query->text(0)] = static_cast<std::uint32_t>(query->integer(1));
  }
  for (const auto& [need, window] : seen) {
    if (noted.count(need) != 0) continue;
    absl::StatusOr<store::Statement> insert =
        database_.prepare("INSERT OR IGNORE INTO first_card(need, window) VALUES (?, ?)");
    if (!insert.ok()) return insert.status();
    insert->bind(1, std::string_view(need));
    insert->bind(2, std::int64_t{window});
    if (absl::Status s = insert->run(); !s.ok()) return s;
    noted[need] = window;
  }
  return noted;
}

absl::StatusOr<std::vector<Done>> CardHistory::done(const std::string& action) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT at, subject, detail FROM audit WHERE action = ? ORDER BY number");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(action));
  std::vector<Done> found;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return found;
    found.push_back({query->integer(0), query->text(1), query->text(2)});
  }
}

}  // namespace desirepath::curation
