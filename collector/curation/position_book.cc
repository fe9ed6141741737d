#include "collector/curation/position_book.h"

#include <algorithm>

namespace desirepath::curation {

absl::Status PositionBook::set(const std::string& need, const Position& position) {
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT OR REPLACE INTO position(need, side, stance, text, by, at) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(need));
  insert->bind(2, std::string_view(position.side));
  insert->bind(3, std::string_view(position.stance));
  insert->bind(4, std::string_view(position.text));
  insert->bind(5, std::string_view(position.by));
  insert->bind(6, position.at);
  return insert->run();
}

absl::StatusOr<std::vector<Position>> PositionBook::of(const std::string& need) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT side, stance, text, by, at FROM position WHERE need = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(need));
  std::vector<Position> positions;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    positions.push_back(
        {query->text(0), query->text(1), query->text(2), query->text(3), query->integer(4)});
  }
  const auto rank = [](const Position& one) {
    return std::find(kSides.begin(), kSides.end(), one.side);
  };
  std::sort(positions.begin(), positions.end(),
            [&](const Position& a, const Position& b) { return rank(a) < rank(b); });
  return positions;
}

}  // namespace desirepath::curation
