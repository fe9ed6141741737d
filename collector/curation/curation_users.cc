// The people of curation_database.h.

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/curation_database.h"

namespace desirepath::curation {
namespace {

User user_of(const store::Statement& row) {
  User user;
  user.name = row.text(0);
  parse_user_role(row.text(1), user.role);
  user.password = row.text(2);
  user.one_time = row.integer(3) != 0;
  user.sight = parse_sight(row.text(4));
  return user;
}

absl::Status nobody(const std::string& name) {
  return absl::NotFoundError(absl::StrCat("there is no user \"", name, "\""));
}

}  // namespace

absl::Status CurationDatabase::add_user(const User& user) {
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO user(name, role, password, one_time, sight) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT DO NOTHING");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(user.name));
  insert->bind(2, role_word(user.role));
  insert->bind(3, std::string_view(user.password));
  insert->bind(4, std::int64_t{user.one_time ? 1 : 0});
  const std::string sight = sight_text(user.sight);
  insert->bind(5, std::string_view(sight));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  if (database_.changes() == 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("user \"", user.name, "\" exists already, choose another name"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<User>> CurationDatabase::find_user(const std::string& name) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT name, role, password, one_time, sight FROM user WHERE name = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(name));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<User>();
  return std::optional<User>(user_of(*query));
}

absl::StatusOr<std::vector<User>> CurationDatabase::users() {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT name, role, password, one_time, sight FROM user ORDER BY name");
  if (!query.ok()) return query.status();
  std::vector<User> users;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return users;
    users.push_back(user_of(*query));
  }
}

absl::Status CurationDatabase::set_password(const std::string& name, const std::string& password,
                                            bool one_time) {
  absl::StatusOr<store::Statement> update =
      database_.prepare("UPDATE user SET password = ?2, one_time = ?3 WHERE name = ?1");
  if (!update.ok()) return update.status();
  update->bind(1, std::string_view(name));
  update->bind(2, std::string_view(password));
  update->bind(3, std::int64_t{one_time ? 1 : 0});
  if (absl::Status s = update->run(); !s.ok()) return s;
  return database_.changes() == 0 ? nobody(name) : absl::OkStatus();
}

absl::Status CurationDatabase::set_role(const std::string& name, UserRole role) {
  absl::StatusOr<store::Statement> update =
      database_.prepare("UPDATE user SET role = ?2 WHERE name = ?1");
  if (!update.ok()) return update.status();
  update->bind(1, std::string_view(name));
  update->bind(2, role_word(role));
  if (absl::Status s = update->run(); !s.ok()) return s;
  return database_.changes() == 0 ? nobody(name) : absl::OkStatus();
}

absl::Status CurationDatabase::set_sight(const std::string& name, const Sight& sight) {
  absl::StatusOr<store::Statement> update =
      database_.prepare("UPDATE user SET sight = ?2 WHERE name = ?1");
  if (!update.ok()) return update.status();
  const std::string text = sight_text(sight);
  update->bind(1, std::string_view(name));
  update->bind(2, std::string_view(text));
  if (absl::Status s = update->run(); !s.ok()) return s;
  return database_.changes() == 0 ? nobody(name) : absl::OkStatus();
}

absl::Status CurationDatabase::remove_user(const std::string& name) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  for (const char* sql :
       {"DELETE FROM session WHERE person = ?", "DELETE FROM sign_in_link WHERE person = ?",
        "DELETE FROM api_token WHERE person = ?", "DELETE FROM second_factor WHERE person = ?",
        "DELETE FROM recovery_code WHERE person = ?",
        "DELETE FROM service_account WHERE person = ?",
        "DELETE FROM calendar_link WHERE person = ?", "DELETE FROM saved_filter WHERE person = ?",
        "DELETE FROM user WHERE name = ?"}) {
    absl::StatusOr<store::Statement> removal = database_.prepare(sql);
    if (!removal.ok()) return removal.status();
    removal->bind(1, std::string_view(name));
    if (absl::Status s = removal->run(); !s.ok()) return s;
  }
  if (database_.changes() == 0) return nobody(name);
  return transaction->commit();
}

}  // namespace desirepath::curation
