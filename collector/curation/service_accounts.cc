#include "collector/curation/service_accounts.h"

#include <string_view>

namespace desirepath::curation {

absl::StatusOr<std::optional<std::string>> ServiceAccounts::person_of(const std::string& issuer,
                                                                      const std::string& subject) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT person FROM service_account WHERE issuer = ? AND subject = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(issuer));
  query->bind(2, std::string_view(subject));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<std::string>();
  return std::optional<std::string>(query->text(0));
}

absl::Status ServiceAccounts::link(const std::string& issuer, const std::string& subject,
                                   const std::string& person) {
  absl::StatusOr<store::Statement> insert =
      database_.prepare("INSERT INTO service_account(issuer, subject, person) VALUES (?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(issuer));
  insert->bind(2, std::string_view(subject));
  insert->bind(3, std::string_view(person));
  return insert->run();
}

}  // namespace desirepath::curation
