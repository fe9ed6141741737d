#include "collector/curation/card_book.h"

#include <algorithm>

#include "absl/status/status.h"

namespace desirepath::curation {
namespace {

constexpr std::size_t kMostNotes = 500;
constexpr std::size_t kMostPromises = 50;

Card card_of(const store::Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5)};
}

}  // namespace

const std::vector<std::string>& card_states() {
  static const std::vector<std::string> states = {
      "new",        "listening", "understood", "deciding",   "piloting", "adopted",
      "integrated", "explained", "replaced",   "restricted", "parked"};
  return states;
}

bool is_at_rest(const std::string& state) {
  const auto& states = card_states();
  const auto found = std::find(states.begin(), states.end(), state);
  return found - states.begin() > 4;
}

absl::StatusOr<Card> CardBook::card(const std::string& need) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT need, state, owner, due, version, changed FROM card WHERE need = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(need));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (*row) return card_of(*query);
  Card untouched;
  untouched.need = need;
  return untouched;
}

absl::StatusOr<std::vector<Card>> CardBook::cards() {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT need, state, owner, due, version, changed FROM card ORDER BY need");
  if (!query.ok()) return query.status();
  std::vector<Card> cards;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return cards;
    cards.push_back(card_of(*query));
  }
}

absl::Status CardBook::keep(const Card& card) {
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO card(need, state, owner, due, version, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT DO UPDATE SET state = ?2, owner = ?3, due = ?4, version = ?5, changed = ?6");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(card.need));
  insert->bind(2, std::string_view(card.state));
  insert->bind(3, std::string_view(card.owner));
  insert->bind(4, std::string_view(card.due));
  insert->bind(5, card.version + 1);
  insert->bind(6, card.changed);
  return insert->run();
}

// A note or a promise is an action on the card, too.
absl::Status CardBook::touch(const std::string& need, std::int64_t at) {
  absl::StatusOr<Card> before = card(need);
  if (!before.ok()) return before.status();
  before->changed = at;
  return keep(*before);
}

absl::Status CardBook::add_note(const std::string& need, const CardNote& note) {
  const absl::StatusOr<std::vector<CardNote>> before = notes(need);
  if (!before.ok()) return before.status();
  if (before->size() >= kMostNotes) {
    return absl::ResourceExhaustedError("the card holds 500 notes; write elsewhere and link to it");
  }
  absl::StatusOr<store::Statement> insert =
      database_.prepare("INSERT INTO card_note(need, at, by, text, kind) VALUES (?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(need));
  insert->bind(2, note.at);
  insert->bind(3, std::string_view(note.by));
  insert->bind(4, std::string_view(note.text));
  insert->bind(5, std::string_view(note.kind));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  return touch(need, note.at);
}

absl::Status CardBook::add_promise(const std::string& need, const Promise& promise) {
  const absl::StatusOr<std::vector<Promise>> before = promises(need);
  if (!before.ok()) return before.status();
  if (before->size() >= kMostPromises) {
    return absl::ResourceExhaustedError("the card holds 50 promises; keep some first");
  }
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO promise(need, at, by, hypothesis, text, percent, window, before_low, "
      "before_high) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(need));
  insert->bind(2, promise.at);
  insert->bind(3, std::string_view(promise.by));
  insert->bind(4, std::string_view(promise.hypothesis));
  insert->bind(5, std::string_view(promise.text));
  insert->bind(6, promise.percent);
  insert->bind(7, std::int64_t{promise.window});
  insert->bind(8, promise.before_low);
  insert->bind(9, promise.before_high);
  if (absl::Status s = insert->run(); !s.ok()) return s;
  return touch(need, promise.at);
}

absl::StatusOr<std::vector<CardNote>> CardBook::notes(const std::string& need) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, at, by, text, kind FROM card_note WHERE need = ? ORDER BY number DESC");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(need));
  std::vector<CardNote> notes;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return notes;
    notes.push_back(
        {query->integer(0), query->integer(1), query->text(2), query->text(3), query->text(4)});
  }
}

absl::StatusOr<std::vector<Promise>> CardBook::promises(const std::string& need) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, at, by, hypothesis, text, percent, window, before_low, before_high "
      "FROM promise WHERE need = ? ORDER BY number DESC");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(need));
  std::vector<Promise> promises;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return promises;
    promises.push_back({query->integer(0), query->integer(1), query->text(2), query->text(3),
                        query->text(4), query->integer(5),
                        static_cast<std::uint32_t>(query->integer(6)), query->integer(7),
                        query->integer(8)});
  }
}

}  // namespace desirepath::curation
