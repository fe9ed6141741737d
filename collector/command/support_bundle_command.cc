#include "collector/command/support_bundle_command.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/certificates.h"
#include "collector/condition.h"
#include "collector/curation/schema.h"
#include "collector/fleet_account.h"
#include "collector/gate/gate_database.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/publish/published_database.h"
#include "collector/store/window_database.h"

namespace desirepath::command {
namespace {

namespace fs = std::filesystem;
using boost::json::array;
using boost::json::object;

// As with the agent's: nothing is taken over and then blackened, only numbers and fixed words go
// in.

object machine(const fs::path& data_dir) {
  object told;
  utsname system = {};
  if (uname(&system) == 0) {
    told["architecture"] = system.machine;
    const std::string release = system.release;
    told["kernel"] = release.substr(0, release.find_first_not_of("0123456789."));
  }
  std::ifstream release("/etc/os-release");
  for (std::string line; std::getline(release, line);) {
    if (line.starts_with("ID=")) told["system"] = line.substr(3);
    if (line.starts_with("VERSION_ID=")) told["system_version"] = line.substr(11);
  }
  told["processors"] = sysconf(_SC_NPROCESSORS_ONLN);
  const collector::Machine disk = collector::look_at_machine(data_dir);
  told["disk_free"] = disk.disk_free;
  told["disk_size"] = disk.disk_size;
  return told;
}

object settings_of(const collector::Settings& settings) {
  const char* role = settings.role == collector::Role::kAll    ? "all"
                     : settings.role == collector::Role::kGate ? "gate"
                                                               : "collector";
  const bool loopback = settings.web_listen.starts_with("127.") ||
                        settings.web_listen.starts_with("localhost:") ||
                        settings.web_listen.starts_with("[::1]");
  return {{"role", role},
          {"page_on_loopback", loopback},
          {"page_certificate", !settings.web_certificate.empty()},
          {"page_names", !settings.web_names.empty()},
          {"trusted_proxies", !settings.web_trusted_proxies.empty()},
          {"metrics", !settings.metrics_listen.empty()},
          {"json_log", settings.json_log}};
}

object database_of(const fs::path& path, const absl::Status& opened) {
  std::error_code failure;
  if (!fs::exists(path, failure)) return {{"there", false}};
  return {{"there", true},
          {"octets", fs::file_size(path, failure)},
          {"sound", opened.ok()},
          {"wrong", std::string(absl::StatusCodeToString(opened.code()))}};
}

absl::Status open_to_look(const fs::path& path, const store::Schema& schema) {
  return store::Database::open(path.string(), schema, store::Mode::kReadOnly).status();
}

object databases_of(const store::Paths& paths) {
  return {
      {"gate", database_of(paths.gate_db(), open_to_look(paths.gate_db(), gate::gate_schema()))},
      {"curation", database_of(paths.curation_db(),
                               open_to_look(paths.curation_db(), curation::curation_schema()))},
      {"published", database_of(paths.published_db(),
                                publish::open_published(paths.published_db().string()).status())},
      {"window",
       database_of(paths.window_db(),
                   store::open_window_database(paths.window_db().string(), store::Mode::kReadOnly)
                       .status())},
      {"keys",
       database_of(
           paths.keys_db(),
           store::open_keys_database(paths.keys_db().string(), store::Mode::kReadOnly).status())}};
}

object policy_of(const store::Paths& paths, absl::Time now) {
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths, now);
  if (!bundle.ok()) {
    return {{"valid", false},
            {"wrong", std::string(absl::StatusCodeToString(bundle.status().code()))}};
  }
  return {{"valid", true},
          {"number", bundle->policy.number},
          {"k", bundle->policy.k},
          {"lab", bundle->policy.lab()},
          {"ends", bundle->policy.ends},
          {"departments", bundle->policy.departments.size()},
          {"keys_ahead", bundle->keys.size()}};
}

// The topics are words of the program; the sentences beside them stay out.
object condition_of(const store::Paths& paths) {
  const absl::StatusOr<std::string> text = policy::read_file(paths.condition());
  if (!text.ok()) return {{"serves", false}};
  boost::system::error_code failure;
  const boost::json::value parsed = boost::json::parse(*text, failure);
  if (failure || !parsed.is_object()) return {{"serves", false}};
  const object& told = parsed.get_object();
  object condition{{"serves", true}};
  for (const char* name : {"healthy", "problems", "clock_jumps"}) condition[name] = told.at(name);
  return condition;
}

array certificates_of(const store::Paths& paths) {
  array rows;
  const absl::StatusOr<collector::CertificateState> state = collector::certificate_state(paths);
  if (!state.ok()) return rows;
  for (const collector::CertificateRow& row : state->rows) {
    rows.push_back(object{{"file", row.file}, {"ends", absl::ToUnixSeconds(row.ends)}});
  }
  return rows;
}

// How many there are of what: sites and versions have names, so they are counted, not named.
object fleet_of(const collector::Settings& settings, absl::Time now) {
  const absl::StatusOr<object> account = collector::fleet_account(settings, now);
  if (!account.ok()) return {};
  return {{"enrolled", account->at("enrolled")},
          {"gateways", account->at("gateways")},
          {"not_seen", account->at("not_seen")},
          {"certificates", account->at("certificates")},
          {"versions", account->at("versions").as_array().size()},
          {"sites", account->at("sites").as_array().size()}};
}

absl::Status write_bundle(const std::string& file, const collector::Settings& settings) {
  const absl::Time now = absl::Now();
  std::error_code failure;
  std::size_t segments = 0;
  for (const auto& entry : fs::directory_iterator(settings.paths.spool(), failure)) {
    segments += entry.is_regular_file() ? 1 : 0;
  }
  const object bundle{{"program", "desirepath-collector"},
                      {"version", DESIREPATH_VERSION},
                      {"machine", machine(settings.paths.data_dir)},
                      {"settings", settings_of(settings)},
                      {"condition", condition_of(settings.paths)},
                      {"databases", databases_of(settings.paths)},
                      {"spool_segments", segments},
                      {"policy", policy_of(settings.paths, now)},
                      {"certificates", certificates_of(settings.paths)},
                      {"fleet", fleet_of(settings, now)}};
  std::string text = "{\n";
  for (const auto& member : bundle) {
    absl::StrAppend(&text, text.size() > 2 ? ",\n" : "", " \"", std::string(member.key()),
                    "\": ", boost::json::serialize(member.value()));
  }
  text += "\n}\n";
  if (file.empty() || file == "-") {
    std::cout << text;
    return absl::OkStatus();
  }
  return policy::write_file_atomically(file, text, 0600);
}

}  // namespace

void add_support_bundle_command(CLI::App& app, Invocation& invocation) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = add_command(
      app, "support-bundle",
      "facts for somebody who helps: versions, sizes, topics of problems; no name, address, key or "
      "figure of a window is in it",
      invocation,
      [file](const collector::Settings& settings) { return write_bundle(*file, settings); });
  command->add_option("FILE", *file, "where to write it; - or nothing: standard output");
}

}  // namespace desirepath::command
