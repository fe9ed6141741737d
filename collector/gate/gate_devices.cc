// The half of `GateDatabase` that counts devices: what they told of themselves, who there is.

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <span>

#include "collector/gate/gate_database.h"
#include "collector/gate/stored_device.h"

namespace desirepath::gate {

absl::Status GateDatabase::note_version(const pki::DeviceId& device, const std::string& version) {
  absl::StatusOr<store::Statement> known =
      database_.prepare("SELECT 1 FROM device WHERE id = ? AND version <> ?");
  if (!known.ok()) return known.status();
  known->bind(1, std::span<const std::uint8_t>(device));
  known->bind(2, std::string_view(version));
  const absl::StatusOr<bool> differs = known->step();
  if (!differs.ok() || !*differs) return differs.status();
  known->reset();
  absl::StatusOr<store::Statement> row =
      database_.prepare("UPDATE device SET version = ? WHERE id = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::string_view(version));
  row->bind(2, std::span<const std::uint8_t>(device));
  return row->run();
}

absl::Status GateDatabase::note_holder(const pki::DeviceId& device) {
  absl::StatusOr<store::Statement> known =
      database_.prepare("SELECT 1 FROM device WHERE id = ? AND holds = 0");
  if (!known.ok()) return known.status();
  known->bind(1, std::span<const std::uint8_t>(device));
  const absl::StatusOr<bool> news = known->step();
  if (!news.ok() || !*news) return news.status();
  known->reset();
  absl::StatusOr<store::Statement> row =
      database_.prepare("UPDATE device SET holds = 1 WHERE id = ?");
  if (!row.ok()) return row.status();
  row->bind(1, std::span<const std::uint8_t>(device));
  return row->run();
}

absl::StatusOr<std::int64_t> GateDatabase::holders(absl::Time now) {
  return database_.integer(
      absl::StrCat("SELECT count(*) FROM device WHERE holds = 1 AND revoked = 0 AND gateway = '' "
                   "AND ends_day >= ",
                   day_of(now)));
}

absl::StatusOr<std::vector<DeviceRow>> GateDatabase::devices() {
  absl::StatusOr<store::Statement> row = database_.prepare(
      "SELECT id, ends_day, revoked, gateway, site, version FROM device ORDER BY ends_day, id");
  if (!row.ok()) return row.status();
  std::vector<DeviceRow> devices;
  for (;;) {
    const absl::StatusOr<bool> more = row->step();
    if (!more.ok()) return more.status();
    if (!*more) return devices;
    DeviceRow device;
    device.id = device_in(row->blob(0));
    device.certificate_ends = absl::UnixEpoch() + absl::Hours(24) * row->integer(1);
    device.revoked = row->integer(2) != 0;
    device.gateway = row->text(3);
    device.site = row->text(4);
    device.version = row->text(5);
    devices.push_back(device);
  }
}

absl::StatusOr<std::int64_t> GateDatabase::enrolled(absl::Time now) {
  return database_.integer(
      absl::StrCat("SELECT count(*) FROM device WHERE revoked = 0 AND ends_day >= ", day_of(now)));
}

}  // namespace desirepath::gate
