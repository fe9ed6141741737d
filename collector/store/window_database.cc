#include "collector/store/window_database.h"

#include <absl/strings/str_cat.h>

namespace desirepath::store {
namespace {

constexpr std::int32_t kWindowApplication = 0x44505731;  // "DPW1"
constexpr std::int32_t kKeysApplication = 0x44504b31;    // "DPK1"

constexpr std::string_view kWindowTables = R"sql(
CREATE TABLE window(
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'frozen'))) STRICT;
CREATE TABLE cell(
  window INTEGER NOT NULL, kind INTEGER NOT NULL, department INTEGER NOT NULL,
  a INTEGER NOT NULL, b INTEGER NOT NULL, value INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (window, kind, department, a, b, value)) STRICT, WITHOUT ROWID;
CREATE TABLE nonce(
  window INTEGER NOT NULL, first BLOB NOT NULL, nonces BLOB NOT NULL,
  PRIMARY KEY (window, first)) STRICT, WITHOUT ROWID;
CREATE TABLE arrived(
  window INTEGER PRIMARY KEY, facts INTEGER NOT NULL DEFAULT 0,
  dummies INTEGER NOT NULL DEFAULT 0, repeats INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE rejected(
  reason TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view kKeysTables = R"sql(
CREATE TABLE sealing_key(
  window INTEGER PRIMARY KEY, public BLOB NOT NULL CHECK (length(public) = 32),
  secret BLOB NOT NULL CHECK (length(secret) = 32)) STRICT;
)sql";

}  // namespace

absl::StatusOr<Database> open_window_database(const std::string& path, Mode mode) {
  static const Schema schema{
      kWindowApplication,
      {kWindowTables},
      "move it away and start again: the open windows begin anew, published ones are safe",
      /*never_copied=*/true};
  return Database::open(path, schema, mode);
}

absl::StatusOr<Database> open_keys_database(const std::string& path, Mode mode) {
  static const Schema schema{kKeysApplication,
                             {kKeysTables},
                             "move it away and start again: frames sealed to the lost keys cannot "
                             "be opened, later windows get new keys",
                             /*never_copied=*/true};
  return Database::open(path, schema, mode);
}

absl::StatusOr<bool> is_frozen(Database& window_database, std::uint32_t window) {
  const absl::StatusOr<std::int64_t> found = window_database.integer(
      absl::StrCat("SELECT count(*) FROM window WHERE state = 'frozen' AND id = ", window));
  if (!found.ok()) return found.status();
  return *found != 0;
}

absl::Status mark_frozen(Database& window_database, std::uint32_t window) {
  return window_database.execute(
      absl::StrCat("INSERT INTO window(id, state) VALUES (", window,
                   ", 'frozen') ON CONFLICT DO UPDATE SET state = 'frozen'"));
}

absl::Status erase_window(Database& window_database, std::uint32_t window) {
  return window_database.execute(absl::StrCat("DELETE FROM cell WHERE window = ", window,
                                              "; DELETE FROM nonce WHERE window = ", window,
                                              "; DELETE FROM arrived WHERE window = ", window));
}

absl::Status erase_key(Database& keys_database, std::uint32_t window) {
  if (absl::Status status =
          keys_database.execute(absl::StrCat("DELETE FROM sealing_key WHERE window = ", window));
      !status.ok()) {
    return status;
  }
  return keys_database.truncate_log();
}

}  // namespace desirepath::store
