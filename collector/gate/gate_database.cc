#include "collector/gate/gate_database.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <span>

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

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::size_t kIdDigits = 8;

std::int64_t day_of(absl::Time time) { return absl::ToUnixSeconds(time) / kSecondsPerDay; }

std::string token_id(std::span<const std::uint8_t> lookup) {
  return seal::to_hex(lookup).substr(0, kIdDigits);
}

}  // namespace

absl::StatusOr<GateDatabase> GateDatabase::open(const std::string& path) {
  static const store::Schema schema{
      kApplication,
      {kTables, kGateways},
      "restore it from a backup, or move it away and start again: devices keep their certificates, "
      "join tokens must be made anew"};
  absl::StatusOr<store::Database> database = store::Database::open(path, schema);
  if (!database.ok()) return database.status();
  return GateDatabase(*std::move(database));
}

absl::Status GateDatabase::add_token(const pki::JoinToken& token, std::int64_t uses,
                                     absl::Time expires, const std::string& gateway) {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO token(lookup, uses_left, expires, gateway) VALUES (?, ?, ?, ?)");
  if (!row.ok()) return row.status();
  const pki::Digest lookup = token.lookup();
  row->bind(1, std::span<const std::uint8_t>(lookup));
  row->bind(2, uses);
  row->bind(3, absl::ToUnixSeconds(expires));
  row->bind(4, std::string_view(gateway));
  return row->run();
}

absl::StatusOr<std::vector<TokenRow>> GateDatabase::tokens() {
  absl::StatusOr<store::Statement> rows = database_.prepare(
      "SELECT lookup, uses_left, used, expires, gateway FROM token ORDER BY expires, lookup");
  if (!rows.ok()) return rows.status();
  std::vector<TokenRow> tokens;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return tokens;
    tokens.push_back({token_id(rows->blob(0)), rows->integer(1), rows->integer(2),
                      absl::FromUnixSeconds(rows->integer(3)), rows->text(4)});
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

absl::StatusOr<std::string> GateDatabase::use_token(const pki::Digest& lookup, absl::Time now) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<store::Statement> find =
      database_.prepare("SELECT uses_left, expires, gateway FROM token WHERE lookup = ?");
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
  std::string gateway = find->text(2);
  find->reset();
  absl::StatusOr<store::Statement> take = database_.prepare(
      "UPDATE token SET uses_left = uses_left - 1, used = used + 1 WHERE lookup = ?");
  if (!take.ok()) return take.status();
  take->bind(1, std::span<const std::uint8_t>(lookup));
  if (absl::Status status = take->run(); !status.ok()) return status;
  if (absl::Status status = transaction->commit(); !status.ok()) return status;
  return gateway;
}

absl::Status GateDatabase::note_device(const pki::DeviceId& device, absl::Time certificate_ends,
                                       const std::string& gateway) {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "INSERT INTO device(id, ends_day, gateway) VALUES (?, ?, ?)"
      " ON CONFLICT DO UPDATE SET ends_day = max(ends_day, excluded.ends_day)");
  if (!row.ok()) return row.status();
  row->bind(1, std::span<const std::uint8_t>(device));
  row->bind(2, day_of(certificate_ends));
  row->bind(3, std::string_view(gateway));
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

absl::StatusOr<std::vector<DeviceRow>> GateDatabase::devices() {
  absl::StatusOr<store::Statement> row =
      database_.prepare("SELECT id, ends_day, revoked, gateway FROM device ORDER BY ends_day, id");
  if (!row.ok()) return row.status();
  std::vector<DeviceRow> devices;
  for (;;) {
    const absl::StatusOr<bool> more = row->step();
    if (!more.ok()) return more.status();
    if (!*more) return devices;
    DeviceRow device;
    const auto id = row->blob(0);
    std::copy_n(id.begin(), std::min(id.size(), device.id.size()), device.id.begin());
    device.certificate_ends = absl::UnixEpoch() + absl::Hours(24) * row->integer(1);
    device.revoked = row->integer(2) != 0;
    device.gateway = row->text(3);
    devices.push_back(device);
  }
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

absl::StatusOr<std::int64_t> GateDatabase::enrolled(absl::Time now) {
  return database_.integer(
      absl::StrCat("SELECT count(*) FROM device WHERE revoked = 0 AND ends_day >= ", day_of(now)));
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
    pki::DeviceId device{};
    const std::vector<std::uint8_t> octets = rows->blob(1);
    std::copy_n(octets.begin(), std::min(octets.size(), device.size()), device.begin());
    quotas[{static_cast<std::uint32_t>(rows->integer(0)), device}] =
        static_cast<std::uint32_t>(rows->integer(2));
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
