#include "collector/curation/sign_in_links.h"

#include "collector/curation/secret_text.h"

namespace desirepath::curation {

absl::StatusOr<std::string> SignInLinks::make(const std::string& person, absl::Time expires) {
  absl::StatusOr<store::Statement> insert =
      database_.prepare("INSERT INTO sign_in_link(hash, person, expires) VALUES (?, ?, ?)");
  if (!insert.ok()) return insert.status();
  std::string secret = new_secret();
  const seal::Key hash = hash_of_secret(secret);
  insert->bind(1, seal::Octets(hash));
  insert->bind(2, std::string_view(person));
  insert->bind(3, absl::ToUnixSeconds(expires));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  return secret;
}

absl::StatusOr<std::optional<std::string>> SignInLinks::use(std::string_view secret,
                                                            absl::Time now) {
  absl::StatusOr<store::Statement> sweep =
      database_.prepare("DELETE FROM sign_in_link WHERE expires <= ?");
  if (!sweep.ok()) return sweep.status();
  sweep->bind(1, absl::ToUnixSeconds(now));
  if (absl::Status s = sweep->run(); !s.ok()) return s;
  absl::StatusOr<store::Statement> taken =
      database_.prepare("DELETE FROM sign_in_link WHERE hash = ? RETURNING person");
  if (!taken.ok()) return taken.status();
  const seal::Key hash = hash_of_secret(secret);
  taken->bind(1, seal::Octets(hash));
  absl::StatusOr<bool> row = taken->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<std::string>();
  std::string person = taken->text(0);
  if (row = taken->step(); !row.ok()) return row.status();
  return std::optional<std::string>(std::move(person));
}

}  // namespace desirepath::curation
