#include "collector/command/device_command.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/fleet_account.h"
#include "collector/gate/gate_database.h"
#include "collector/policy/atomic_file.h"
#include "proto/pki/certificate.h"
#include "proto/seal/encoding.h"

namespace desirepath::command {
namespace {

absl::StatusOr<gate::GateDatabase> open_gate(const collector::Settings& settings) {
  return gate::GateDatabase::open(settings.paths.gate_db().string());
}

absl::Status list_devices(const collector::Settings& settings) {
  absl::StatusOr<gate::GateDatabase> database = open_gate(settings);
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<gate::DeviceRow>> devices = database->devices();
  if (!devices.ok()) return devices.status();
  std::cout << absl::StreamFormat("%-32s  %s\n", "device", "certificate");
  for (const gate::DeviceRow& device : *devices) {
    const bool ended = device.certificate_ends + absl::Hours(24) <= absl::Now();
    std::cout << absl::StreamFormat(
        "%-32s  %s %s%s\n", seal::to_hex(device.id), ended ? "ended" : "ends",
        absl::FormatTime("%Y-%m-%d", device.certificate_ends, absl::UTCTimeZone()),
        absl::StrCat(device.gateway.empty() ? "" : "  gateway ", device.gateway,
                     device.revoked ? "  REVOKED" : ""));
  }
  return absl::OkStatus();
}

absl::Status status(const collector::Settings& settings, bool json) {
  const absl::StatusOr<boost::json::object> account =
      collector::fleet_account(settings, absl::Now());
  if (!account.ok()) return account.status();
  std::cout << (json ? boost::json::serialize(*account) + "\n" : collector::fleet_text(*account));
  return absl::OkStatus();
}

// 32 hex digits, or a file with the device's certificate.
absl::StatusOr<pki::DeviceId> device_of(const std::string& word) {
  if (std::filesystem::exists(word)) {
    const absl::StatusOr<std::string> pem = policy::read_file(word);
    if (!pem.ok()) return pem.status();
    const absl::StatusOr<pki::Certificate> certificate = pki::parse_certificate(*pem);
    if (!certificate.ok()) return certificate.status();
    return certificate->device;
  }
  pki::DeviceId id{};
  const absl::StatusOr<std::string> octets = seal::from_hex(word);
  if (!octets.ok() || octets->size() != id.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        word,
        ": give the 32 hexadecimal digits that 'device list' or 'desirepath-agent enroll' "
        "printed, or the device's certificate file"));
  }
  std::copy(octets->begin(), octets->end(), id.begin());
  return id;
}

// A mistyped number would revoke nobody and look as if it had.
absl::Status require_known(gate::GateDatabase& database, const pki::DeviceId& device) {
  const absl::StatusOr<std::vector<gate::DeviceRow>> devices = database.devices();
  if (!devices.ok()) return devices.status();
  const bool known =
      std::any_of(devices->begin(), devices->end(),
                  [&device](const gate::DeviceRow& row) { return row.id == device; });
  return known ? absl::OkStatus()
               : absl::NotFoundError(absl::StrCat(
                     seal::to_hex(device),
                     ": no device of that number was enrolled here; see 'device list', or give the "
                     "device's certificate file"));
}

absl::Status revoke(const collector::Settings& settings, const std::string& word) {
  const absl::StatusOr<pki::DeviceId> device = device_of(word);
  if (!device.ok()) return device.status();
  absl::StatusOr<gate::GateDatabase> database = open_gate(settings);
  if (!database.ok()) return database.status();
  if (!std::filesystem::exists(word)) {
    if (absl::Status s = require_known(*database, *device); !s.ok()) return s;
  }
  if (absl::Status s = database->revoke_device(*device); !s.ok()) return s;
  if (absl::Status s = record_deed(settings, "device-revoked", seal::to_hex(*device)); !s.ok()) {
    return s;
  }
  std::cout << "device " << seal::to_hex(*device)
            << " revoked: the gate refuses it from its next call on, renewals too; with a new join "
               "token it may enrol again under another number\n";
  return absl::OkStatus();
}

}  // namespace

void add_device_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "device", "certificates of devices");
  add_command(*group, "list", "each certificate and when it ends", invocation, list_devices);
  auto json = std::make_shared<bool>(false);
  CLI::App* fleet = add_command(
      *group, "status", "how many are enrolled and seen, by version and site; never which",
      invocation, [json](const collector::Settings& settings) { return status(settings, *json); });
  fleet->add_flag("--json", *json, "one JSON object, as GET /api/v1/fleet gives it");
  auto word = std::make_shared<std::string>();
  CLI::App* end = add_command(
      *group, "revoke", "end a device's right to submit, for a stolen machine say", invocation,
      [word](const collector::Settings& settings) { return revoke(settings, *word); });
  end->add_option("DEVICE", *word, "its 32 digits, or its certificate file")->required();
}

}  // namespace desirepath::command
