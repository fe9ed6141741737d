#include "collector/curation/event_queue.h"

#include <string_view>

#include "absl/status/status.h"

namespace desirepath::curation {
namespace {

constexpr const char* kColumns =
    "SELECT d.number, d.tries, d.fault, d.channel, e.number, e.id, e.at, e.kind, e.subject, "
    "e.name, e.message, e.window FROM delivery d JOIN event e ON e.number = d.event ";

Event event_of(const store::Statement& row, int first) {
  Event event;
  event.number = row.integer(first);
  event.id = row.text(first + 1);
  event.at = row.integer(first + 2);
  event.kind = row.text(first + 3);
  event.subject = row.text(first + 4);
  event.name = row.text(first + 5);
  event.message = row.text(first + 6);
  event.window = row.text(first + 7);
  return event;
}

Delivery delivery_of(const store::Statement& row) {
  Delivery delivery;
  delivery.number = row.integer(0);
  delivery.tries = static_cast<int>(row.integer(1));
  delivery.fault = row.text(2);
  delivery.channel = row.text(3);
  delivery.event = event_of(row, 4);
  return delivery;
}

template <typename Row>
absl::StatusOr<std::vector<Row>> rows_of(store::Statement& query,
                                         Row (*read)(const store::Statement&)) {
  std::vector<Row> rows;
  for (;;) {
    const absl::StatusOr<bool> row = query.step();
    if (!row.ok()) return row.status();
    if (!*row) return rows;
    rows.push_back(read(query));
  }
}

}  // namespace

absl::StatusOr<bool> EventQueue::add(const Event& event, const std::vector<std::string>& channels) {
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT OR IGNORE INTO event(id, at, kind, subject, name, message, window) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(event.id));
  insert->bind(2, event.at);
  int column = 3;
  for (const std::string* text :
       {&event.kind, &event.subject, &event.name, &event.message, &event.window}) {
    insert->bind(column++, std::string_view(*text));
  }
  if (absl::Status s = insert->run(); !s.ok()) return s;
  if (database_.changes() == 0) return false;
  const absl::StatusOr<std::int64_t> number = database_.integer("SELECT last_insert_rowid()");
  if (!number.ok()) return number.status();
  for (const std::string& channel : channels) {
    absl::StatusOr<store::Statement> waits = database_.prepare(
        "INSERT INTO delivery(event, channel, due, tries, dead, fault) "
        "VALUES (?, ?, ?, 0, 0, '')");
    if (!waits.ok()) return waits.status();
    waits->bind(1, *number);
    waits->bind(2, std::string_view(channel));
    waits->bind(3, event.at);
    if (absl::Status s = waits->run(); !s.ok()) return s;
    if (absl::Status s = bound(channel); !s.ok()) return s;
  }
  absl::StatusOr<store::Statement> forget = database_.prepare(
      "DELETE FROM event WHERE number <= ? AND number NOT IN (SELECT event FROM delivery)");
  if (!forget.ok()) return forget.status();
  forget->bind(1, *number - kMostEvents);
  if (absl::Status s = forget->run(); !s.ok()) return s;
  return true;
}

absl::Status EventQueue::bound(const std::string& channel) {
  absl::StatusOr<store::Statement> full = database_.prepare(
      "UPDATE delivery SET dead = 1, fault = 'more waited than the queue holds' WHERE number IN "
      "(SELECT number FROM delivery WHERE channel = ?1 AND dead = 0 ORDER BY number DESC "
      "LIMIT -1 OFFSET ?2)");
  if (!full.ok()) return full.status();
  full->bind(1, std::string_view(channel));
  full->bind(2, kMostWaiting);
  if (absl::Status s = full->run(); !s.ok()) return s;
  absl::StatusOr<store::Statement> forget = database_.prepare(
      "DELETE FROM delivery WHERE number IN (SELECT number FROM delivery WHERE channel = ?1 AND "
      "dead = 1 ORDER BY number DESC LIMIT -1 OFFSET ?2)");
  if (!forget.ok()) return forget.status();
  forget->bind(1, std::string_view(channel));
  forget->bind(2, kMostDead);
  return forget->run();
}

absl::StatusOr<std::vector<Delivery>> EventQueue::due(const std::string& channel, std::int64_t now,
                                                      int most) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      std::string(kColumns) +
      "WHERE d.channel = ?1 AND d.dead = 0 AND NOT EXISTS (SELECT 1 FROM delivery f WHERE "
      "f.channel = ?1 AND f.dead = 0 AND f.due > ?2) ORDER BY d.number LIMIT ?3");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(channel));
  query->bind(2, now);
  query->bind(3, std::int64_t{most});
  return rows_of(*query, delivery_of);
}

absl::Status EventQueue::delivered(const Delivery& delivery, std::int64_t now) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<store::Statement> done =
      database_.prepare("DELETE FROM delivery WHERE number = ?");
  if (!done.ok()) return done.status();
  done->bind(1, delivery.number);
  if (absl::Status s = done->run(); !s.ok()) return s;
  absl::StatusOr<store::Statement> note = database_.prepare(
      "INSERT INTO delivered(channel, at) VALUES (?, ?) "
      "ON CONFLICT(channel) DO UPDATE SET at = excluded.at");
  if (!note.ok()) return note.status();
  note->bind(1, std::string_view(delivery.channel));
  note->bind(2, now);
  if (absl::Status s = note->run(); !s.ok()) return s;
  return transaction->commit();
}

absl::Status EventQueue::failed(const Delivery& delivery, const std::string& fault,
                                std::optional<std::int64_t> next) {
  absl::StatusOr<store::Statement> update = database_.prepare(
      "UPDATE delivery SET tries = tries + 1, fault = ?, due = ?, dead = ? WHERE number = ?");
  if (!update.ok()) return update.status();
  update->bind(1, std::string_view(fault).substr(0, 500));
  update->bind(2, next.value_or(0));
  update->bind(3, std::int64_t{next ? 0 : 1});
  update->bind(4, delivery.number);
  if (absl::Status s = update->run(); !s.ok()) return s;
  return next ? absl::OkStatus() : bound(delivery.channel);
}

absl::StatusOr<ChannelState> EventQueue::state(const std::string& channel) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT (SELECT count(*) FROM delivery WHERE channel = ?1 AND dead = 0), "
      "(SELECT count(*) FROM delivery WHERE channel = ?1 AND dead = 1), "
      "(SELECT at FROM delivered WHERE channel = ?1), "
      "coalesce((SELECT fault FROM delivery WHERE channel = ?1 AND dead = 0 "
      "ORDER BY number LIMIT 1), '')");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(channel));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  ChannelState state;
  state.waiting = query->integer(0);
  state.dead = query->integer(1);
  if (!query->is_null(2)) state.delivered_at = query->integer(2);
  state.fault = query->text(3);
  return state;
}

absl::StatusOr<std::vector<Delivery>> EventQueue::dead(std::int64_t before, int most) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      std::string(kColumns) +
      "WHERE d.dead = 1 AND (?1 = 0 OR d.number < ?1) ORDER BY d.number DESC LIMIT ?2");
  if (!query.ok()) return query.status();
  query->bind(1, before);
  query->bind(2, std::int64_t{most});
  return rows_of(*query, delivery_of);
}

absl::StatusOr<std::vector<Event>> EventQueue::events(std::int64_t before, int most) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, id, at, kind, subject, name, message, window FROM event "
      "WHERE ?1 = 0 OR number < ?1 ORDER BY number DESC LIMIT ?2");
  if (!query.ok()) return query.status();
  query->bind(1, before);
  query->bind(2, std::int64_t{most});
  return rows_of<Event>(*query, [](const store::Statement& row) { return event_of(row, 0); });
}

absl::Status EventQueue::again(std::int64_t delivery, std::int64_t now) {
  absl::StatusOr<store::Statement> update = database_.prepare(
      "UPDATE delivery SET dead = 0, tries = 0, due = ? WHERE number = ? AND dead = 1");
  if (!update.ok()) return update.status();
  update->bind(1, now);
  update->bind(2, delivery);
  if (absl::Status s = update->run(); !s.ok()) return s;
  return database_.changes() == 1
             ? absl::OkStatus()
             : absl::NotFoundError("no undelivered event of this number; it may be on its way");
}

}  // namespace desirepath::curation
