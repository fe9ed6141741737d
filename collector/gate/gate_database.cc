#include "collector/gate/gate_database.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <span>

#include "collector/gate/stored_device.h"
#include "proto/seal/encoding.h"

namespace desirepath::gate {
namespace {

constexpr std::int32_t kApplication = 0x44504731;  // "DPG1"

constexpr std::string_view kTables = R"sql(
CREATE TABLE token(
  lookup BLOB PRIMARY KEY CHECK (length(lookup) = 32),
  uses_left INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0,
  expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE device(
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  ends_day INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE quota(
  window INTEGER NOT NULL, device BLOB NOT NULL, frames INTEGER NOT NULL,
  PRIMARY KEY (window, device)) STRICT, WITHOUT ROWID;
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// A gateway's label: whoever joins with such a token brings the frames of many.
constexpr std::string_view kGateways = R"sql(
ALTER TABLE token ADD COLUMN gateway TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN gateway TEXT NOT NULL DEFAULT '';
)sql";

// Where a device stands, by its token, and which version it runs: for counts of the fleet.
constexpr std::string_view kSites = R"sql(
ALTER TABLE token ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN version TEXT NOT NULL DEFAULT '';
)sql";

// Whether a device has shown that it holds a policy: for the start of the first light.
constexpr std::string_view kHolders = R"sql(
ALTER TABLE device ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr std::size_t kIdDigits = 8;

std::string token_id(std::span<const std::uint8_t> lookup) {
  return seal::to_hex(lookup).substr(0, kIdDigits);
}

}  // namespace

const store::Schema& gate_schema() {
  static const store::Schema schema{
      .application_id = kApplication,
      .migrations = {kTables, kGateways, kSites, kHolders},
      .mend =
          "restore it from a backup, or move it away and start again: devices keep their "
          "certificates, join tokens must be made anew",
      .not_in_copies = {"quota"}};
  return schema;
}

absl::StatusOr<GateDatabase> GateDatabase::open(const std::string& path) {
  absl::StatusOr<store::Database> database = store::Database::open(path, gate_schema());
  if (!database.ok()) return database.status();
  return GateDatabase(*std::move(database));
}

absl::Status GateDatabase::add_token(const pki::JoinToken& token, std::int64_t uses,
                                     absl::Time expires, const Joining& joining) {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO token(lookup, uses_left, expires, gateway, site) VALUES (?, ?, ?, ?, ?)");
  if (!row.ok()) return row.status();
  const pki::Digest lookup = token.lookup();
  row->bind(1, std::span<const std::uint8_t>(lookup));
  row->bind(2, uses);
  row->bind(3, absl::ToUnixSeconds(expires));
  row->bind(4, std::string_view(joining.gateway));
  row->bind(5, std::string_view(joining.site));
  return row->run();
}

absl::StatusOr<std::vector<TokenRow>> GateDatabase::tokens() {
  absl::StatusOr<store::Statement> rows = database_.prepare(
      "SELECT lookup, uses_left, used, expires, gateway, site FROM token ORDER BY expires, lookup");
  if (!rows.ok()) return rows.status();
  std::vector<TokenRow> tokens;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return tokens;
    tokens.push_back({token_id(rows->blob(0)), rows->integer(1), rows->integer(2),
                      absl::FromUnixSeconds(rows->integer(3)), rows->text(4), rows->text(5)});
  }
}

absl::Status GateDatabase::revoke_token(const std::string& id) {
  absl::StatusOr<store::Statement> row =
      database_.prepare("DELETE FROM token WHERE lower(hex(substr(lookup, 1, 4))) = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::string_view(id));
  if (absl::Status status = row->run(); !status.ok()) return status;
  if (database_.changes() > 0) return absl::OkStatus();
  return absl::NotFoundError(
      absl::StrCat("token ", id, ": no such token: 'token list' shows those there are"));
}

absl::StatusOr<Joining> GateDatabase::use_token(const pki::Digest& lookup, absl::Time now) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<store::Statement> find =
      database_.prepare("SELECT uses_left, expires, gateway, site FROM token WHERE lookup = ?");
  if (!find.ok()) return find.status();
  find->bind(1, std::span<const std::uint8_t>(lookup));
  const absl::StatusOr<bool> found = find->step();
  if (!found.ok()) return found.status();
  if (!*found) {
    return absl::NotFoundError("join token: not known here: ask for a new one ('token create')");
  }
  if (find->integer(1) <= absl::ToUnixSeconds(now)) {
    return absl::FailedPreconditionError("join token: expired: ask for a new one ('token create')");
  }
  if (find->integer(0) <= 0) {
    return absl::ResourceExhaustedError(
        "join token: used up: ask for a new one ('token create --uses N')");
  }
  Joining joining{find->text(2), find->text(3)};
  find->reset();
  absl::StatusOr<store::Statement> take = database_.prepare(
      "UPDATE token SET uses_left = uses_left - 1, used = used + 1 WHERE lookup = ?");
  if (!take.ok()) return take.status();
  take->bind(1, std::span<const std::uint8_t>(lookup));
  if (absl::Status status = take->run(); !status.ok()) return status;
  if (absl::Status status = transaction->commit(); !status.ok()) return status;
  return joining;
}

absl::Status GateDatabase::note_device(const pki::DeviceId& device, absl::Time certificate_ends,
                                       const Joining& joining) {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO device(id, ends_day, gateway, site) VALUES (?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET ends_day = max(ends_day, excluded.ends_day)");
  if (!row.ok()) return row.status();
  row->bind(1, std::span<const std::uint8_t>(device));
  row->bind(2, day_of(certificate_ends));
  row->bind(3, std::string_view(joining.gateway));
  row->bind(4, std::string_view(joining.site));
  return row->run();
}

absl::StatusOr<std::string> GateDatabase::gateway_of(const pki::DeviceId& device) {
  absl::StatusOr<store::Statement> row =
      database_.prepare("SELECT gateway FROM device WHERE id = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::span<const std::uint8_t>(device));
  const absl::StatusOr<bool> found = row->step();
  if (!found.ok()) return found.status();
  return *found ? row->text(0) : std::string();
}

absl::Status GateDatabase::revoke_device(const pki::DeviceId& device) {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO device(id, ends_day, revoked) VALUES (?, 0, 1)"
      " ON CONFLICT DO UPDATE SET revoked = 1");
  if (!row.ok()) return row.status();
  row->bind(1, std::span<const std::uint8_t>(device));
  return row->run();
}

absl::StatusOr<bool> GateDatabase::is_revoked(const pki::DeviceId& device) {
  absl::StatusOr<store::Statement> row =
      database_.prepare("SELECT revoked FROM device WHERE id = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::span<const std::uint8_t>(device));
  const absl::StatusOr<bool> found = row->step();
  if (!found.ok()) return found.status();
  return *found && row->integer(0) != 0;
}

absl::StatusOr<std::map<QuotaKey, std::uint32_t>> GateDatabase::quotas() {
  absl::StatusOr<store::Statement> rows =
      database_.prepare("SELECT window, device, frames FROM quota");
  if (!rows.ok()) return rows.status();
  std::map<QuotaKey, std::uint32_t> quotas;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return quotas;
    quotas[{static_cast<std::uint32_t>(rows->integer(0)), device_in(rows->blob(1))}] =
        static_cast<std::uint32_t>(rows->integer(2));
  }
}

absl::StatusOr<std::set<pki::DeviceId>> GateDatabase::seen(std::uint32_t window) {
  absl::StatusOr<store::Statement> rows =
      database_.prepare("SELECT device FROM quota WHERE window = ?");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{window});
  std::set<pki::DeviceId> devices;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return devices;
    devices.insert(device_in(rows->blob(0)));
  }
}

absl::Status GateDatabase::set_quotas(const std::map<QuotaKey, std::uint32_t>& changed) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO quota(window, device, frames) VALUES (?, ?, ?)"
      " ON CONFLICT DO UPDATE SET frames = excluded.frames");
  if (!row.ok()) return row.status();
  for (const auto& [key, frames] : changed) {
    row->bind(1, std::int64_t{key.first});
    row->bind(2, std::span<const std::uint8_t>(key.second));
    row->bind(3, std::int64_t{frames});
    if (absl::Status status = row->run(); !status.ok()) return status;
  }
  return transaction->commit();
}

absl::Status GateDatabase::forget_quotas(std::uint32_t window) {
  return database_.execute(absl::StrCat("DELETE FROM quota WHERE window = ", window));
}

absl::Status GateDatabase::add_to_counter(const std::string& name, std::int64_t more) {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO counter(name, value) VALUES (?, ?)"
      " ON CONFLICT DO UPDATE SET value = value + excluded.value");
  if (!row.ok()) return row.status();
  row->bind(1, std::string_view(name));
  row->bind(2, more);
  return row->run();
}

absl::StatusOr<std::int64_t> GateDatabase::counter(const std::string& name) {
  absl::StatusOr<store::Statement> row =
      database_.prepare("SELECT value FROM counter WHERE name = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::string_view(name));
  const absl::StatusOr<bool> found = row->step();
  if (!found.ok()) return found.status();
  return *found ? row->integer(0) : 0;
}

}  // namespace desirepath::gate
