#include "collector/curation/schema.h"

namespace desirepath::curation {
namespace {

constexpr std::int32_t kApplication = 0x44504331;  // "DPC1"

constexpr std::string_view kTables = R"sql(
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE department(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  parent INTEGER NOT NULL, devices INTEGER NOT NULL,
  position INTEGER) STRICT;
CREATE TABLE decision(
  number INTEGER PRIMARY KEY, tool INTEGER NOT NULL, effective_window INTEGER NOT NULL,
  decided INTEGER NOT NULL, by TEXT NOT NULL) STRICT;
CREATE TABLE scope(
  decision INTEGER NOT NULL REFERENCES decision(number), department INTEGER NOT NULL,
  standing INTEGER NOT NULL, PRIMARY KEY (decision, department)) STRICT, WITHOUT ROWID;
CREATE TABLE user(
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,
  one_time INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Of what signs a person in, only the hash is kept: whoever reads the file cannot sign in with it.
constexpr std::string_view kAccess = R"sql(
CREATE TABLE session(
  hash BLOB PRIMARY KEY, person TEXT NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL,
  must_change INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX session_of ON session(person);
CREATE TABLE sign_in_link(
  hash BLOB PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE api_token(
  number INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE, person TEXT NOT NULL,
  label TEXT NOT NULL, may_change INTEGER NOT NULL, made INTEGER NOT NULL,
  expires INTEGER NOT NULL, used INTEGER) STRICT;
)sql";

constexpr std::string_view kAudit = R"sql(
CREATE TABLE audit(
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE audit_head(
  one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
)sql";

// The life of a need's card; why a decision was made.
constexpr std::string_view kCards = R"sql(
ALTER TABLE decision ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE TABLE card(
  need TEXT PRIMARY KEY, state TEXT NOT NULL, owner TEXT NOT NULL, due TEXT NOT NULL,
  version INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE card_note(
  number INTEGER PRIMARY KEY AUTOINCREMENT, need TEXT NOT NULL, at INTEGER NOT NULL,
  by TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX card_note_of ON card_note(need);
CREATE TABLE promise(
  number INTEGER PRIMARY KEY AUTOINCREMENT, need TEXT NOT NULL, at INTEGER NOT NULL,
  by TEXT NOT NULL, hypothesis TEXT NOT NULL, text TEXT NOT NULL, percent INTEGER NOT NULL,
  window INTEGER NOT NULL, before_low INTEGER NOT NULL, before_high INTEGER NOT NULL) STRICT;
CREATE INDEX promise_of ON promise(need);
)sql";

// The secret of a second factor is kept as it is, codes are computed from it; its recovery codes
// are hashes.
constexpr std::string_view kSecondFactor = R"sql(
CREATE TABLE second_factor(
  person TEXT NOT NULL, confirmed INTEGER NOT NULL, secret BLOB NOT NULL, used INTEGER NOT NULL,
  made INTEGER NOT NULL, PRIMARY KEY (person, confirmed)) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_code(
  person TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (person, hash)) STRICT, WITHOUT ROWID;
CREATE TABLE second_factor_role(role TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view kSeats = R"sql(
CREATE TABLE seat(tool INTEGER PRIMARY KEY, seats INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
)sql";

constexpr std::string_view kPositions = R"sql(
CREATE TABLE position(
  need TEXT NOT NULL, side TEXT NOT NULL, stance TEXT NOT NULL, text TEXT NOT NULL,
  by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (need, side)) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

const store::Schema& curation_schema() {
  static const store::Schema schema{
      kApplication,
      {kTables, kAccess, kAudit, kCards, kSecondFactor, kSeats, kPositions},
      "restore it from a backup with \"desirepath-collector restore\""};
  return schema;
}

}  // namespace desirepath::curation
