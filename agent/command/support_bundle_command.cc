// `support-bundle`: what somebody who helps needs to know of this agent, and nothing that is
// anybody's.
//
// Nothing is taken over and then blackened: only what is on a list of numbers and fixed words goes
// in. So a sentence with a host's name in it cannot slip through, and neither can a field that is
// added later. Whether the person paused or opted out is not in it.

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/console/client.h"
#include "agent/console/request.h"
#include "agent/state_folder.h"

namespace desirepath::command {
namespace {

using boost::json::object;
using boost::json::value;

struct BundleOptions {
  SettingsOptions settings;
  std::string file = "-";
};

// The words of an error that say what kind it is.
constexpr std::array<std::string_view, 10> kKinds = {
    "cannot be reached", "certificate", "expired",   "revoked", "quota",
    "join token",        "locked",      "disk full", "damaged", "permission denied"};

object machine() {
  object told;
  utsname system = {};
  if (uname(&system) == 0) {
    told["architecture"] = system.machine;
    // "6.1.0-28-amd64": the version alone, not what somebody may have added to it.
    const std::string release = system.release;
    told["kernel"] = release.substr(0, release.find_first_not_of("0123456789."));
  }
  std::ifstream release("/etc/os-release");
  for (std::string line; std::getline(release, line);) {
    if (line.starts_with("ID=")) told["system"] = line.substr(3);
    if (line.starts_with("VERSION_ID=")) told["system_version"] = line.substr(11);
  }
  told["processors"] = sysconf(_SC_NPROCESSORS_ONLN);
  return told;
}

object settings_of(const agent::Settings& settings) {
  return {{"interfaces", settings.interfaces.size()},
          {"department", !settings.department.empty()},
          {"shared", settings.shared},
          {"lab", settings.lab},
          {"uplink_program", !settings.uplink_program.empty()},
          {"tls_key_log", !settings.tls_key_log.empty()},
          {"removed_hosts", !settings.removed_hosts.empty()},
          {"gateway", !settings.gateway.empty()},
          {"refused_networks", settings.refused_networks.size()},
          {"metrics_file", !settings.metrics_file.empty()},
          {"ledger_users", settings.ledger_users.size()},
          {"log_format", settings.log_format == agent::LogFormat::kJson ? "json" : "text"}};
}

object file_of(const std::string& path) {
  struct stat about = {};
  if (::stat(path.c_str(), &about) != 0) return {{"there", false}};
  return {{"there", true},
          {"octets", about.st_size},
          {"mode", absl::StrFormat("%03o", about.st_mode & 0777U)},
          {"ours", about.st_uid == geteuid()}};
}

object folder_of(const std::string& state) {
  object files;
  for (const char* name :
       {"state.db", "state.db-wal", "state.key", "run/agent.sock", "uplink/device.pem",
        "uplink/device.key", "uplink/ca.pem", "uplink/gate", "uplink/signers", "uplink/token"}) {
    files[name] = file_of(state + "/" + name);
  }
  struct statvfs disk = {};
  if (::statvfs(state.c_str(), &disk) == 0) {
    files["disk_free"] = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    files["disk_size"] = std::uint64_t{disk.f_blocks} * disk.f_frsize;
  }
  return files;
}

// Of the status what is a number, or a word of ours.
object running(const agent::Settings& settings) {
  console::Request request;
  request.ask = console::Ask::kStatus;
  const absl::StatusOr<object> status =
      console::ask(agent::console_socket(settings.state_dir), console::to_json(request));
  if (!status.ok()) return {{"runs", false}};
  object told{{"runs", true}};
  for (const char* number :
       {"policy", "failed_writes", "frames_made", "frames_delivered", "frames_dropped"}) {
    if (const value* found = status->if_contains(number); found != nullptr && found->is_number()) {
      told[number] = *found;
    }
  }
  told["lab"] = status->at("lab").as_bool();
  told["version"] = status->at("version").as_string();
  told["health"] = status->at("health").as_string();  // one of console::word
  boost::json::array kinds;
  const std::string words = std::string(status->at("last_session").as_string()) + " " +
                            std::string(status->at("trouble").as_string());
  for (const std::string_view kind : kKinds) {
    if (words.find(kind) != std::string::npos) {
      kinds.emplace_back(boost::json::string_view(kind.data(), kind.size()));
    }
  }
  told["trouble"] = std::move(kinds);
  return told;
}

// A member a line: somebody is to read it before it is sent.
std::string in_lines(const object& bundle) {
  std::string text = "{\n";
  for (const auto& member : bundle) {
    absl::StrAppend(&text, text.size() > 2 ? ",\n" : "", " \"", std::string(member.key()),
                    "\": ", boost::json::serialize(member.value()));
  }
  return text + "\n}\n";
}

int write_bundle(const BundleOptions& options) {
  const absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  const std::string text = in_lines({{"program", "desirepath-agent"},
                                     {"version", DESIREPATH_VERSION},
                                     {"machine", machine()},
                                     {"settings", settings_of(*settings)},
                                     {"agent", running(*settings)},
                                     {"files", folder_of(settings->state_dir)}});
  if (options.file == "-") {
    std::fputs(text.c_str(), stdout);
    return kDone;
  }
  std::ofstream file(options.file, std::ios::trunc);
  file << text;
  file.close();
  if (file) return kDone;
  return say(absl::UnavailableError(
                 absl::StrCat(options.file, ": cannot be written; name a file you may write")),
             kFailed);
}

}  // namespace

void add_support_bundle_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BundleOptions>();
  CLI::App* command = app.add_subcommand(
      "support-bundle",
      "Facts for somebody who helps: versions, numbers, kinds of errors. No host, tool, account, "
      "department or key is in it, and not whether you paused");
  add_settings_options(*command, options->settings);
  command->add_option("FILE", options->file, "Where to write it; - or nothing: standard output");
  command->callback([options, &exit_code] { exit_code = write_bundle(*options); });
}

}  // namespace desirepath::command
