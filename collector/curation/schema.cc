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

// What a rule says never changes, nor does a step that was taken on it.
constexpr std::string_view kRules = R"sql(
CREATE TABLE rule(
  number INTEGER PRIMARY KEY, content BLOB NOT NULL, owner TEXT NOT NULL,
  blocks INTEGER NOT NULL) STRICT;
CREATE TABLE rule_step(
  rule INTEGER NOT NULL REFERENCES rule(number), step INTEGER NOT NULL, at INTEGER NOT NULL,
  by TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (rule, step)) STRICT, WITHOUT ROWID;
CREATE TRIGGER rule_stays BEFORE UPDATE ON rule BEGIN SELECT RAISE(ABORT, 'a rule stays'); END;
CREATE TRIGGER rule_step_stays BEFORE UPDATE ON rule_step
  BEGIN SELECT RAISE(ABORT, 'a step stays'); END;
CREATE TRIGGER rule_by_two BEFORE INSERT ON rule_step
  WHEN NEW.step = 1 AND NEW.by = (SELECT by FROM rule_step WHERE rule = NEW.rule AND step = 0)
  BEGIN SELECT RAISE(ABORT, 'a second person approves'); END;
)sql";

constexpr std::string_view kHandovers = R"sql(
CREATE TABLE handover(
  number INTEGER PRIMARY KEY AUTOINCREMENT, tool TEXT NOT NULL, case_id TEXT NOT NULL,
  basis TEXT NOT NULL, at INTEGER NOT NULL, auditor TEXT NOT NULL DEFAULT '',
  staff TEXT NOT NULL DEFAULT '') STRICT;
)sql";

constexpr std::string_view kPilots = R"sql(
CREATE TABLE pilot(
  number INTEGER PRIMARY KEY AUTOINCREMENT, need TEXT NOT NULL, tool TEXT NOT NULL,
  departments TEXT NOT NULL, hypothesis TEXT NOT NULL, criterion INTEGER NOT NULL,
  value INTEGER NOT NULL, begins INTEGER NOT NULL, until INTEGER NOT NULL,
  before_low INTEGER NOT NULL, before_high INTEGER NOT NULL, at INTEGER NOT NULL,
  by TEXT NOT NULL, prolonged INTEGER NOT NULL DEFAULT 0, outcome TEXT NOT NULL DEFAULT '',
  outcome_text TEXT NOT NULL DEFAULT '', outcome_at INTEGER NOT NULL DEFAULT 0,
  outcome_by TEXT NOT NULL DEFAULT '') STRICT;
)sql";

// Reports reach half a year back; how long IT took is measured from the first card.
constexpr std::string_view kFirstCards = R"sql(
CREATE TABLE first_card(need TEXT PRIMARY KEY, window INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view kServiceAccounts = R"sql(
CREATE TABLE service_account(
  issuer TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)) STRICT, WITHOUT ROWID;
)sql";

// What is told to other systems, and what of it each channel still has to deliver.
constexpr std::string_view kEvents = R"sql(
CREATE TABLE event(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
  kind TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL,
  window TEXT NOT NULL) STRICT;
CREATE TABLE delivery(
  number INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL REFERENCES event(number),
  channel TEXT NOT NULL, due INTEGER NOT NULL, tries INTEGER NOT NULL, dead INTEGER NOT NULL,
  fault TEXT NOT NULL) STRICT;
CREATE INDEX delivery_of ON delivery(channel, dead, number);
CREATE INDEX delivery_event ON delivery(event);
CREATE TABLE delivered(channel TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE calendar_link(
  person TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, language TEXT NOT NULL,
  made INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE known_need(need TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

// How much of the departments a person may see; what each keeps of a page's filters; notes that
// say what went wrong.
constexpr std::string_view kSights = R"sql(
ALTER TABLE card_note ADD COLUMN kind TEXT NOT NULL DEFAULT 'note';
ALTER TABLE user ADD COLUMN sight TEXT NOT NULL DEFAULT '';
CREATE TABLE saved_filter(
  number INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL, page TEXT NOT NULL,
  name TEXT NOT NULL, query TEXT NOT NULL, at INTEGER NOT NULL,
  UNIQUE (person, page, name)) STRICT;
)sql";

// Since when a need has a card is one fact: first_card. What was new is looked at anew once.
constexpr std::string_view kOneFirst = R"sql(
DROP TABLE known_need;
DELETE FROM setting WHERE name = 'events.needs';
CREATE INDEX audit_of ON audit(action, number);
)sql";

}  // namespace

const store::Schema& curation_schema() {
  static const store::Schema schema{
      .application_id = kApplication,
      .migrations = {kTables, kAccess, kAudit, kCards, kSecondFactor, kSeats, kPositions, kRules,
                     kHandovers, kPilots, kFirstCards, kServiceAccounts, kEvents, kSights,
                     kOneFirst},
      .mend = "restore it from a backup with \"desirepath-collector restore\"",
      .not_in_copies = {"session", "sign_in_link"}};
  return schema;
}

}  // namespace desirepath::curation
