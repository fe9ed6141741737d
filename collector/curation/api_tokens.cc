#include "collector/curation/api_tokens.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/secret_text.h"

namespace desirepath::curation {
namespace {

constexpr std::size_t kMostTokens = 50;
constexpr std::size_t kLongestLabel = 80;
constexpr absl::Duration kLongestLife = absl::Hours(24 * 366);
constexpr std::string_view kPrefix = "dpa_";  // so that a leaked one is recognised

ApiToken token_of(const store::Statement& row) {
  ApiToken token;
  token.number = row.integer(0);
  token.person = row.text(1);
  token.label = row.text(2);
  token.may_change = row.integer(3) != 0;
  token.made = absl::FromUnixSeconds(row.integer(4));
  token.expires = absl::FromUnixSeconds(row.integer(5));
  if (!row.is_null(6)) token.used = absl::FromUnixSeconds(row.integer(6));
  return token;
}

}  // namespace

absl::StatusOr<std::string> ApiTokens::make(const ApiToken& token) {
  if (token.label.empty() || token.label.size() > kLongestLabel) {
    return absl::InvalidArgumentError("label: say in 1 to 80 letters what the token is for");
  }
  if (token.expires <= token.made || token.expires - token.made > kLongestLife) {
    return absl::InvalidArgumentError("days: give 1 to 366");
  }
  const absl::StatusOr<std::vector<ApiToken>> before = of(token.person);
  if (!before.ok()) return before.status();
  if (before->size() >= kMostTokens) {
    return absl::InvalidArgumentError(
        absl::StrCat("there are ", kMostTokens, " tokens already; take one back first"));
  }
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO api_token(hash, person, label, may_change, made, expires) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  std::string secret = absl::StrCat(std::string(kPrefix), new_secret());
  const seal::Key hash = hash_of_secret(secret);
  insert->bind(1, seal::Octets(hash));
  insert->bind(2, std::string_view(token.person));
  insert->bind(3, std::string_view(token.label));
  insert->bind(4, std::int64_t{token.may_change ? 1 : 0});
  insert->bind(5, absl::ToUnixSeconds(token.made));
  insert->bind(6, absl::ToUnixSeconds(token.expires));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  return secret;
}

absl::StatusOr<std::optional<ApiToken>> ApiTokens::find(std::string_view secret, absl::Time now) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, person, label, may_change, made, expires, used FROM api_token "
      "WHERE hash = ? AND expires > ?");
  if (!query.ok()) return query.status();
  const seal::Key hash = hash_of_secret(secret);
  query->bind(1, seal::Octets(hash));
  query->bind(2, absl::ToUnixSeconds(now));
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<ApiToken>();
  ApiToken token = token_of(*query);
  query->reset();
  const absl::Time hour = absl::FromUnixSeconds(absl::ToUnixSeconds(now) / 3600 * 3600);
  if (!token.used || *token.used < hour) {
    absl::StatusOr<store::Statement> touch =
        database_.prepare("UPDATE api_token SET used = ?2 WHERE number = ?1");
    if (!touch.ok()) return touch.status();
    touch->bind(1, token.number);
    touch->bind(2, absl::ToUnixSeconds(hour));
    if (absl::Status s = touch->run(); !s.ok()) return s;
  }
  return std::optional<ApiToken>(std::move(token));
}

absl::StatusOr<std::vector<ApiToken>> ApiTokens::of(const std::string& person) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, person, label, may_change, made, expires, used FROM api_token "
      "WHERE person = ? ORDER BY number");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(person));
  std::vector<ApiToken> tokens;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return tokens;
    tokens.push_back(token_of(*query));
  }
}

absl::Status ApiTokens::take_back(const std::string& person, std::int64_t number) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM api_token WHERE person = ? AND number = ?");
  if (!removal.ok()) return removal.status();
  removal->bind(1, std::string_view(person));
  removal->bind(2, number);
  if (absl::Status s = removal->run(); !s.ok()) return s;
  return database_.changes() == 0 ? absl::NotFoundError("you have no token of this number")
                                  : absl::OkStatus();
}

absl::Status ApiTokens::take_back_all(const std::string& person) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM api_token WHERE person = ?");
  if (!removal.ok()) return removal.status();
  removal->bind(1, std::string_view(person));
  return removal->run();
}

}  // namespace desirepath::curation
