#include "collector/curation/seat_book.h"

namespace desirepath::curation {

absl::Status SeatBook::set(const std::map<std::uint32_t, std::uint32_t>& seats, std::int64_t at) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  for (const auto& [tool, number] : seats) {
    absl::StatusOr<store::Statement> insert =
        database_.prepare("INSERT OR REPLACE INTO seat(tool, seats, at) VALUES (?, ?, ?)");
    if (!insert.ok()) return insert.status();
    insert->bind(1, std::int64_t{tool});
    insert->bind(2, std::int64_t{number});
    insert->bind(3, at);
    if (absl::Status s = insert->run(); !s.ok()) return s;
  }
  return transaction->commit();
}

absl::StatusOr<std::optional<std::uint32_t>> SeatBook::of(std::uint32_t tool) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT seats FROM seat WHERE tool = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::int64_t{tool});
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<std::uint32_t>();
  return std::optional<std::uint32_t>(static_cast<std::uint32_t>(query->integer(0)));
}

absl::StatusOr<std::map<std::uint32_t, std::uint32_t>> SeatBook::all() {
  absl::StatusOr<store::Statement> query = database_.prepare("SELECT tool, seats FROM seat");
  if (!query.ok()) return query.status();
  std::map<std::uint32_t, std::uint32_t> seats;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return seats;
    seats[static_cast<std::uint32_t>(query->integer(0))] =
        static_cast<std::uint32_t>(query->integer(1));
  }
}

}  // namespace desirepath::curation
