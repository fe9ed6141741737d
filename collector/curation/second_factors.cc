#include "collector/curation/second_factors.h"

#include <algorithm>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/one_time_password.h"
#include "collector/curation/secret_text.h"
#include "proto/seal/random.h"

namespace desirepath::curation {
namespace {

constexpr absl::Duration kBegunFor = absl::Minutes(15);
constexpr int kRecoveryCodes = 10;
constexpr int kRecoveryGroups = 3;

// As typed: without blanks and hyphens, in small letters.
std::string plain(std::string_view code) {
  std::string text;
  for (const char c : code) {
    const auto octet = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(octet)) text += static_cast<char>(absl::ascii_tolower(octet));
  }
  return text;
}

}  // namespace

absl::Status SecondFactors::run_for(const char* sql, const std::string& person) {
  absl::StatusOr<store::Statement> statement = database_.prepare(sql);
  if (!statement.ok()) return statement.status();
  statement->bind(1, std::string_view(person));
  return statement->run();
}

absl::StatusOr<CodeSecret> SecondFactors::begin(const std::string& person, absl::Time now) {
  CodeSecret secret{};
  seal::random_bytes(secret);
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT OR REPLACE INTO second_factor(person, confirmed, secret, used, made) "
      "VALUES (?, 0, ?, 0, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(person));
  insert->bind(2, seal::Octets(secret));
  insert->bind(3, absl::ToUnixSeconds(now));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  return secret;
}

absl::StatusOr<std::vector<SecondFactors::Kept>> SecondFactors::read(const std::string& person,
                                                                     bool confirmed) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT secret, used, made FROM second_factor WHERE person = ? AND confirmed = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(person));
  query->bind(2, std::int64_t{confirmed ? 1 : 0});
  std::vector<Kept> kept;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return kept;
    const std::vector<std::uint8_t> secret = query->blob(0);
    Kept one;
    std::copy_n(secret.begin(), std::min(secret.size(), one.secret.size()), one.secret.begin());
    one.used = query->integer(1);
    one.made = absl::FromUnixSeconds(query->integer(2));
    kept.push_back(one);
  }
}

absl::StatusOr<std::vector<std::string>> SecondFactors::new_recovery_codes(
    const std::string& person) {
  if (absl::Status s = run_for("DELETE FROM recovery_code WHERE person = ?", person); !s.ok()) {
    return s;
  }
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    codes.push_back(random_letters(kRecoveryGroups));
    absl::StatusOr<store::Statement> insert =
        database_.prepare("INSERT INTO recovery_code(person, hash) VALUES (?, ?)");
    if (!insert.ok()) return insert.status();
    const seal::Key hash = hash_of_secret(plain(codes.back()));
    insert->bind(1, std::string_view(person));
    insert->bind(2, seal::Octets(hash));
    if (absl::Status s = insert->run(); !s.ok()) return s;
  }
  return codes;
}

absl::StatusOr<std::vector<std::string>> SecondFactors::confirm(const std::string& person,
                                                                std::string_view code,
                                                                absl::Time now) {
  const absl::StatusOr<std::vector<Kept>> begun = read(person, false);
  if (!begun.ok()) return begun.status();
  if (begun->empty() || now - begun->front().made >= kBegunFor) {
    return absl::FailedPreconditionError(
        "no second factor was begun in the last 15 minutes; begin again, with a new secret");
  }
  const std::optional<std::int64_t> step =
      step_of_code(begun->front().secret, plain(code), now, begun->front().used);
  if (!step) {
    return absl::InvalidArgumentError(
        "code: this is not the one of now; give the six digits that your authenticator shows, and "
        "check the clock of its device");
  }
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::Status done =
      run_for("DELETE FROM second_factor WHERE person = ? AND confirmed = 1", person);
  if (!done.ok()) return done;
  absl::StatusOr<store::Statement> kept =
      database_.prepare("UPDATE second_factor SET confirmed = 1, used = ?2 WHERE person = ?1");
  if (!kept.ok()) return kept.status();
  kept->bind(1, std::string_view(person));
  kept->bind(2, *step);
  if (done = kept->run(); !done.ok()) return done;
  absl::StatusOr<std::vector<std::string>> codes = new_recovery_codes(person);
  if (!codes.ok()) return codes.status();
  if (done = transaction->commit(); !done.ok()) return done;
  return codes;
}

absl::StatusOr<SecondFactors::Proof> SecondFactors::prove(const std::string& person,
                                                          std::string_view code, absl::Time now) {
  const absl::StatusOr<std::vector<Kept>> kept = read(person, true);
  if (!kept.ok()) return kept.status();
  if (kept->empty()) return Proof::kWrong;
  const std::string given = plain(code);
  if (const auto step = step_of_code(kept->front().secret, given, now, kept->front().used)) {
    absl::StatusOr<store::Statement> spent = database_.prepare(
        "UPDATE second_factor SET used = ?2 WHERE person = ?1 AND confirmed = 1 AND used < ?2");
    if (!spent.ok()) return spent.status();
    spent->bind(1, std::string_view(person));
    spent->bind(2, *step);
    if (absl::Status s = spent->run(); !s.ok()) return s;
    return database_.changes() > 0 ? Proof::kCode : Proof::kWrong;
  }
  absl::StatusOr<store::Statement> spent =
      database_.prepare("DELETE FROM recovery_code WHERE person = ? AND hash = ?");
  if (!spent.ok()) return spent.status();
  const seal::Key hash = hash_of_secret(given);
  spent->bind(1, std::string_view(person));
  spent->bind(2, seal::Octets(hash));
  if (absl::Status s = spent->run(); !s.ok()) return s;
  return database_.changes() > 0 ? Proof::kRecoveryCode : Proof::kWrong;
}

absl::StatusOr<bool> SecondFactors::has(const std::string& person) {
  const absl::StatusOr<std::vector<Kept>> kept = read(person, true);
  if (!kept.ok()) return kept.status();
  return !kept->empty();
}

absl::StatusOr<std::set<std::string>> SecondFactors::holders() {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT person FROM second_factor WHERE confirmed = 1");
  if (!query.ok()) return query.status();
  std::set<std::string> people;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return people;
    people.insert(query->text(0));
  }
}

absl::StatusOr<std::int64_t> SecondFactors::recovery_codes_left(const std::string& person) {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT COUNT(*) FROM recovery_code WHERE person = ?");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(person));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  return query->integer(0);
}

absl::Status SecondFactors::reset(const std::string& person) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status s = run_for("DELETE FROM recovery_code WHERE person = ?", person); !s.ok()) {
    return s;
  }
  if (absl::Status s = run_for("DELETE FROM second_factor WHERE person = ?", person); !s.ok()) {
    return s;
  }
  if (database_.changes() == 0) {
    return absl::NotFoundError(absl::StrCat("\"", person, "\" has no second factor"));
  }
  return transaction->commit();
}

absl::StatusOr<std::vector<UserRole>> SecondFactors::required() {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT role FROM second_factor_role ORDER BY role");
  if (!query.ok()) return query.status();
  std::vector<UserRole> roles;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return roles;
    UserRole role = UserRole::kViewer;
    if (parse_user_role(query->text(0), role)) roles.push_back(role);
  }
}

absl::Status SecondFactors::require(const std::vector<UserRole>& roles) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status s = database_.execute("DELETE FROM second_factor_role"); !s.ok()) return s;
  for (const UserRole role : roles) {
    absl::StatusOr<store::Statement> insert =
        database_.prepare("INSERT OR IGNORE INTO second_factor_role(role) VALUES (?)");
    if (!insert.ok()) return insert.status();
    insert->bind(1, role_word(role));
    if (absl::Status s = insert->run(); !s.ok()) return s;
  }
  return transaction->commit();
}

}  // namespace desirepath::curation
