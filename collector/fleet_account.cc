#include "collector/fleet_account.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "collector/certificates.h"
#include "collector/command/figures.h"
#include "collector/gate/fleet.h"
#include "collector/gate/gate_database.h"
#include "collector/needs/analyse.h"
#include "collector/policy/bundle_edit.h"
#include "proto/window/calendar.h"

namespace desirepath::collector {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object bounds(const gate::CountRange& range) { return {{"low", range.low}, {"high", range.high}}; }

// Whoever is not among `missing` of `all`.
object rest_of(const gate::CountRange& missing, std::int64_t all) {
  return bounds({all - missing.high, all - missing.low});
}

value name_of(const std::string& name) { return name.empty() ? value(nullptr) : value(name); }

// The policy's words for the counts, and the window whose frames are sent now.
struct Signed {
  std::string organisation;
  bool lab = false;
  std::uint32_t k = 10;
  std::optional<std::uint32_t> sending;
  std::string window;
};

Signed signed_now(const Settings& settings, absl::Time now) {
  Signed words;
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(settings.paths, now);
  if (!bundle.ok()) return words;
  words.organisation = bundle->policy.organisation;
  words.lab = bundle->policy.lab();
  words.k = bundle->policy.k;
  const absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return words;
  const std::uint32_t ended = calendar->ended_at(now);
  if (ended == 0) return words;
  words.sending = ended;
  words.window = calendar->name(ended);
  return words;
}

array servers_of(const Settings& settings) {
  array rows;
  const absl::StatusOr<CertificateState> state = certificate_state(settings.paths);
  if (!state.ok()) return rows;
  for (const CertificateRow& row : state->rows) {
    rows.push_back(object{{"file", row.file}, {"ends", absl::ToUnixSeconds(row.ends)}});
  }
  return rows;
}

// Of the newest published window: who was enrolled, and who reported, by its table.
value gap_of(const Settings& settings) {
  std::error_code failure;
  if (!std::filesystem::exists(settings.paths.published_db(), failure)) return nullptr;
  const absl::StatusOr<publish::History> history = command::history_for_reports(settings, "");
  if (!history.ok() || history->windows.empty()) return nullptr;
  const needs::Head head = needs::head_of(*history);
  if (!head.reporting) return nullptr;
  const std::int64_t enrolled = head.enrolled;
  const gate::CountRange reporting{static_cast<std::int64_t>(head.reporting->low),
                                   static_cast<std::int64_t>(head.reporting->high)};
  const gate::CountRange missing{std::max<std::int64_t>(0, enrolled - reporting.high),
                                 std::max<std::int64_t>(0, enrolled - reporting.low)};
  return object{{"window", head.window_name},
                {"enrolled", enrolled},
                {"reporting", bounds(reporting)},
                {"not_reporting", bounds(missing)}};
}

std::string range_text(const value& range) {
  if (!range.is_object()) return "not known yet";
  const std::int64_t low = range.at("low").as_int64();
  const std::int64_t high = range.at("high").as_int64();
  return low == high ? absl::StrCat(low) : absl::StrCat(low, "–", high);
}

std::string name_text(const value& name) {
  return name.is_string() ? std::string(name.as_string()) : std::string("others");
}

}  // namespace

absl::StatusOr<object> fleet_now(const Settings& settings, absl::Time now) {
  if (settings.role == Role::kCollector) {
    return absl::NotFoundError(
        "the gate that knows the devices is another machine: run 'device status' there");
  }
  const Signed words = signed_now(settings, now);
  absl::StatusOr<gate::GateDatabase> database =
      gate::GateDatabase::open(settings.paths.gate_db().string());
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<gate::DeviceRow>> devices = database->devices();
  if (!devices.ok()) return devices.status();
  std::optional<std::set<pki::DeviceId>> seen;
  if (words.sending) {
    absl::StatusOr<std::set<pki::DeviceId>> there = database->seen(*words.sending);
    if (!there.ok()) return there.status();
    seen = *std::move(there);
  }
  const gate::Fleet fleet = gate::fleet_of(*devices, seen, words.k, now);
  array versions;
  for (const gate::FleetBlock& block : fleet.versions) {
    versions.push_back(object{{"version", name_of(block.name)}, {"devices", block.enrolled}});
  }
  array sites;
  for (const gate::FleetBlock& block : fleet.sites) {
    sites.push_back(
        object{{"site", name_of(block.name)},
               {"enrolled", block.enrolled},
               {"not_seen", block.not_seen ? value(bounds(*block.not_seen)) : value(nullptr)}});
  }
  return object{
      {"organisation", words.organisation},
      {"lab", words.lab},
      {"k", words.k},
      {"window", name_of(words.window)},
      {"enrolled", fleet.enrolled},
      {"gateways", fleet.gateways},
      {"seen", fleet.not_seen ? value(rest_of(*fleet.not_seen, fleet.enrolled)) : value(nullptr)},
      {"not_seen", fleet.not_seen ? value(bounds(*fleet.not_seen)) : value(nullptr)},
      {"certificates", object{{"overdue", bounds(fleet.overdue)},
                              {"ended", bounds(fleet.ended)},
                              {"revoked", bounds(fleet.revoked)}}},
      {"versions", std::move(versions)},
      {"sites", std::move(sites)}};
}

absl::StatusOr<object> fleet_account(const Settings& settings, absl::Time now) {
  absl::StatusOr<object> account = fleet_now(settings, now);
  if (!account.ok()) return account;
  (*account)["gap"] = gap_of(settings);
  (*account)["servers"] = servers_of(settings);
  return account;
}

std::string fleet_text(const object& account) {
  std::string text;
  if (account.at("lab").as_bool()) text = "LAB: these figures are not anonymous\n";
  absl::StrAppend(&text, "enrolled      ", account.at("enrolled").as_int64(), "\n");
  absl::StrAppend(&text, "gateways      ", account.at("gateways").as_int64(), "\n");
  if (account.at("window").is_string()) {
    absl::StrAppend(&text, "sending       ", std::string(account.at("window").as_string()), "\n");
  }
  absl::StrAppend(&text, "  seen        ", range_text(account.at("seen")), "\n");
  absl::StrAppend(&text, "  not seen    ", range_text(account.at("not_seen")), "\n");
  const object& certificates = account.at("certificates").as_object();
  absl::StrAppend(&text, "certificates  renewal overdue ", range_text(certificates.at("overdue")),
                  ", ended in 30 days ", range_text(certificates.at("ended")), ", revoked ",
                  range_text(certificates.at("revoked")), "\n");
  for (const value& row : account.at("versions").as_array()) {
    absl::StrAppend(&text, absl::StrFormat("version       %-20s %d\n", name_text(row.at("version")),
                                           row.at("devices").as_int64()));
  }
  for (const value& row : account.at("sites").as_array()) {
    absl::StrAppend(
        &text, absl::StrFormat("site          %-20s %d, not seen %s\n", name_text(row.at("site")),
                               row.at("enrolled").as_int64(), range_text(row.at("not_seen"))));
  }
  if (account.at("gap").is_object()) {
    const object& gap = account.at("gap").as_object();
    absl::StrAppend(&text, "gap           ", std::string(gap.at("window").as_string()),
                    ": enrolled ", gap.at("enrolled").as_int64(), ", not reporting ",
                    range_text(gap.at("not_reporting")), "\n");
  }
  for (const value& row : account.at("servers").as_array()) {
    const absl::Time ends = absl::FromUnixSeconds(row.at("ends").as_int64());
    absl::StrAppend(
        &text,
        absl::StrFormat("server        %-20s ends %s\n", std::string(row.at("file").as_string()),
                        absl::FormatTime("%Y-%m-%d", ends, absl::UTCTimeZone())));
  }
  return absl::StrCat(text,
                      "Which machine is silent is not told here: the machine says it "
                      "('desirepath-agent status --health').\n");
}

void add_fleet_operation(const Settings& settings, api::Operations& operations) {
  operations["getFleet"] = [settings](const api::Call&) -> absl::StatusOr<api::Outcome> {
    absl::StatusOr<object> account = fleet_account(settings, absl::Now());
    if (!account.ok()) return account.status();
    return api::Outcome{.body = *std::move(account)};
  };
}

}  // namespace desirepath::collector
