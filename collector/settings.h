#pragma once

// `load_settings` reads collector.toml into checked values.
//
// Every command reads it first; `serve` hands its parts to the gate, the intake and the web page.
// Keys a newer or older program knows are refused with the nearest name it does know, so that a
// slip of the pen is never silently a default. Each key may be overridden by the environment for
// containers: gate.listen by DESIREPATH_GATE_LISTEN.
//
// Limits: a file of 1 MiB.
// Errors: kNotFound         there is no such file;
//         kInvalidArgument  everything else; the text names file, key and mend, and the exit code
//         is 2.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "collector/store/paths.h"

namespace desirepath::collector {

enum class Role : std::uint8_t { kAll, kGate, kCollector };

// The organisation's own sign-in service (OpenID Connect); no issuer: none.
struct SignInSettings {
  std::string issuer;
  std::string label;
  std::string client_id;
  std::string client_secret_file;
  std::string authorities;
  std::string scope = "openid profile email";
  std::string name_claim = "preferred_username";
  std::string group_claim = "groups";
  std::string roles;
};

// Where events go; an empty webhook, syslog or file: not there.
struct EventSettings {
  std::string webhook;
  std::string webhook_secret_file;
  std::string webhook_format = "ocsf";
  std::string syslog;
  std::string syslog_format = "cef";
  std::string file;
  std::string file_format = "ocsf";
  std::string authorities;
};

// Where the monthly report goes: to `to` by a mail server, into a folder, or both.
struct MailSettings {
  std::string server;
  std::string security = "starttls";
  std::string user;
  std::string password_file;
  std::string authorities;
  std::string from;
  std::string to;  // with commas between
  std::string folder;
  std::string language = "en";
};

struct Settings {
  std::filesystem::path file;  // where they were read
  store::Paths paths;
  Role role = Role::kAll;
  std::string gate_listen = "0.0.0.0:8443";
  std::string gate_collector;                    // role gate: HOST:PORT of the collector's intake
  std::string intake_listen = "127.0.0.1:8444";  // role collector: where the gate delivers
  std::string web_listen = "127.0.0.1:8080";
  std::string web_certificate;  // PEM; empty: plain HTTP, for loopback or a proxy in front
  std::string web_key;
  std::string web_names;            // of the proxy in front, with commas between
  std::string web_trusted_proxies;  // addresses and networks, with commas between
  std::string metrics_listen;       // for Prometheus, on loopback; empty: nowhere
  SignInSettings sign_in;
  EventSettings events;
  MailSettings mail;
  bool json_log = false;
};

constexpr char kDefaultConfig[] = "/etc/desirepath/collector.toml";

absl::StatusOr<Role> parse_role(absl::string_view word);

// Reads a variable of the environment; tests hand in their own.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Checks TOML `text`; `file` is its name in messages, and a relative data_dir starts at its folder.
absl::StatusOr<Settings> parse_settings(absl::string_view text, const std::filesystem::path& file,
                                        const Environment& environment);

absl::StatusOr<Settings> load_settings(const std::filesystem::path& file);

}  // namespace desirepath::collector
