#include "collector/curation/calendar_links.h"

#include "collector/curation/secret_text.h"

namespace desirepath::curation {

absl::StatusOr<std::string> CalendarLinks::make(const CalendarLink& link) {
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT OR REPLACE INTO calendar_link(person, hash, language, made) VALUES (?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  std::string secret = new_secret();
  const seal::Key hash = hash_of_secret(secret);
  insert->bind(1, std::string_view(link.person));
  insert->bind(2, seal::Octets(hash));
  insert->bind(3, std::string_view(link.language));
  insert->bind(4, absl::ToUnixSeconds(link.made));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  return secret;
}

absl::StatusOr<std::optional<CalendarLink>> CalendarLinks::one(store::Statement& query) {
  const absl::StatusOr<bool> row = query.step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<CalendarLink>();
  return std::optional<CalendarLink>(
      CalendarLink{query.text(0), query.text(1), absl::FromUnixSeconds(query.integer(2))});
}

absl::StatusOr<std::optional<CalendarLink>> CalendarLinks::find(std::string_view secret) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT person, language, made FROM calendar_link WHERE hash = ?");
  if (!query.ok()) return query.status();
  const seal::Key hash = hash_of_secret(secret);
  query->bind(1, seal::Octets(hash));
  return one(*query);
}

absl::StatusOr<std::optional<CalendarLink>> CalendarLinks::of(const std::string& person) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT person, language, made FROM calendar_link WHERE person = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(person));
  return one(*query);
}

absl::Status CalendarLinks::take_back(const std::string& person) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM calendar_link WHERE person = ?");
  if (!removal.ok()) return removal.status();
  removal->bind(1, std::string_view(person));
  return removal->run();
}

}  // namespace desirepath::curation
