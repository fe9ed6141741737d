#include "collector/curation/sessions.h"

#include <algorithm>

#include "collector/curation/secret_text.h"

namespace desirepath::curation {
namespace {

constexpr std::int64_t kMostSessions = 64;
// A session is written to at most that often: each request would be a write otherwise.
constexpr absl::Duration kTouchEvery = absl::Minutes(1);

}  // namespace

absl::StatusOr<std::string> Sessions::begin(const std::string& person, bool must_change,
                                            absl::Time now) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status s = sweep(person, now); !s.ok()) return s;
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO session(hash, person, began, seen, must_change) VALUES (?1, ?2, ?3, ?3, ?4)");
  if (!insert.ok()) return insert.status();
  std::string secret = new_secret();
  const seal::Key hash = hash_of_secret(secret);
  insert->bind(1, seal::Octets(hash));
  insert->bind(2, std::string_view(person));
  insert->bind(3, absl::ToUnixSeconds(now));
  insert->bind(4, std::int64_t{must_change ? 1 : 0});
  if (absl::Status s = insert->run(); !s.ok()) return s;
  if (absl::Status s = transaction->commit(); !s.ok()) return s;
  return secret;
}

absl::StatusOr<std::optional<Session>> Sessions::find(std::string_view secret, absl::Time now,
                                                      bool asked_by_person) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT person, began, seen, must_change FROM session WHERE hash = ?");
  if (!query.ok()) return query.status();
  const seal::Key hash = hash_of_secret(secret);
  query->bind(1, seal::Octets(hash));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<Session>();
  const absl::Time began = absl::FromUnixSeconds(query->integer(1));
  absl::Time seen = absl::FromUnixSeconds(query->integer(2));
  Session session{query->text(0), {}, query->integer(3) != 0};
  query->reset();
  if (now >= std::min(seen + limits_.idle, began + limits_.longest)) {
    return std::optional<Session>();
  }
  if (asked_by_person && now - seen >= kTouchEvery) {
    absl::StatusOr<store::Statement> touch =
        database_.prepare("UPDATE session SET seen = ?2 WHERE hash = ?1");
    if (!touch.ok()) return touch.status();
    touch->bind(1, seal::Octets(hash));
    touch->bind(2, absl::ToUnixSeconds(now));
    if (absl::Status s = touch->run(); !s.ok()) return s;
    seen = now;
  }
  session.ends = std::min(seen + limits_.idle, began + limits_.longest);
  return std::optional<Session>(std::move(session));
}

absl::Status Sessions::end(std::string_view secret) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM session WHERE hash = ?");
  if (!removal.ok()) return removal.status();
  const seal::Key hash = hash_of_secret(secret);
  removal->bind(1, seal::Octets(hash));
  return removal->run();
}

absl::Status Sessions::end_all(const std::string& person) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM session WHERE person = ?");
  if (!removal.ok()) return removal.status();
  removal->bind(1, std::string_view(person));
  return removal->run();
}

absl::Status Sessions::end_others(const std::string& person, std::string_view secret) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM session WHERE person = ? AND hash != ?");
  if (!removal.ok()) return removal.status();
  const seal::Key hash = hash_of_secret(secret);
  removal->bind(1, std::string_view(person));
  removal->bind(2, seal::Octets(hash));
  return removal->run();
}

absl::Status Sessions::sweep(const std::string& person, absl::Time now) {
  absl::StatusOr<store::Statement> over =
      database_.prepare("DELETE FROM session WHERE seen <= ?1 OR began <= ?2");
  if (!over.ok()) return over.status();
  over->bind(1, absl::ToUnixSeconds(now - limits_.idle));
  over->bind(2, absl::ToUnixSeconds(now - limits_.longest));
  if (absl::Status s = over->run(); !s.ok()) return s;
  absl::StatusOr<store::Statement> surplus = database_.prepare(
      "DELETE FROM session WHERE hash IN (SELECT hash FROM session WHERE person = ?1 "
      "ORDER BY seen DESC LIMIT -1 OFFSET ?2)");
  if (!surplus.ok()) return surplus.status();
  surplus->bind(1, std::string_view(person));
  surplus->bind(2, kMostSessions - 1);
  return surplus->run();
}

}  // namespace desirepath::curation
