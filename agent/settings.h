#pragma once

// `Settings` are the agent's choices, read from a TOML file and checked: what is here is valid.
//
// `main`'s commands read them; stages are handed the few values they need, never the whole. Nothing
// an organisation asks of its devices stands here: that is in the signed policy.
//
// Limits: the file is at most 64 KiB. An unknown key is an error that names the nearest known one.
// Errors: kInvalidArgument with file, key and mend; kNotFound if a named file is missing. Both mean
// exit code 2. Source: TOML 1.0.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/policy/observed_network.h"

namespace desirepath::agent {

constexpr char kDefaultSettingsFile[] = "/etc/desirepath/agent.toml";
constexpr char kDefaultStateDirectory[] = "/var/lib/desirepath-agent";

enum class LogFormat { kText, kJson };

struct Settings {
  std::string state_dir =
      kDefaultStateDirectory;           // `state_dir`: state.db, keys, the console's socket
  std::vector<std::string> interfaces;  // `interfaces`: empty means the ones with a default route
  std::string department;  // `department`: id from the signed list; empty is the organisation
  bool shared = false;  // `shared`: a machine of many people tells that it is there, and no tools
  bool lab = false;     // `lab`: accept a policy whose figures are not anonymous
  std::string uplink_program;  // `uplink_program`: empty finds it beside the agent or in libexec
  std::string tls_key_log;  // `tls_key_log`: file for the uplink's TLS secrets, to read on the wire
                            // what leaves; empty: none
  std::string removed_hosts;  // `removed_hosts`: file of host names that this machine never looks
                              // for; there is none that adds
  std::string gateway;  // `gateway`: the label under which the policy lists the networks whose
                        // devices without an agent this machine counts; empty: it is no gateway
  bool capture = true;  // `capture`: false on a gateway that takes logs alone
  std::vector<policy::AddressRange> refused_networks;  // `refused_networks`: what a gateway leaves
                                                       // out of them
  std::string
      metrics_file;  // `metrics_file`: for node_exporter, written once a minute; empty: none
  std::vector<std::string> ledger_users;  // `[ledger] users`: accounts that may read the ledger
                                          // besides the one logged in
  std::int64_t budget_cpu_percent =
      0;  // `budget_cpu_percent`: of one processor; 0: 5, and 50 of a gateway
  std::int64_t budget_memory_mib = 0;       // `budget_memory_mib`; 0: 64, and 512 of a gateway
  LogFormat log_format = LogFormat::kText;  // `log_format`: "text" or "json"
};

// What the service manager tells by environment variables; empty without one.
struct Environment {
  std::string notify_socket;          // NOTIFY_SOCKET
  std::string credentials_directory;  // CREDENTIALS_DIRECTORY
};

Environment read_environment();

// Reads `path`. An empty path means kDefaultSettingsFile, and then a missing file means the
// defaults.
absl::StatusOr<Settings> read_settings(const std::string& path);

// Reads the text of a settings file; `name` stands for it in messages.
absl::StatusOr<Settings> parse_settings(const std::string& text, const std::string& name);

}  // namespace desirepath::agent
