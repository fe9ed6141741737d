#include "collector/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace desirepath::collector {
namespace {

constexpr std::uintmax_t kMaximumBytes = 1U << 20U;

struct Key {
  absl::string_view name;
  std::string& (*value)(Settings&);  // null: it becomes no text
};

constexpr std::array<Key, 38> kKeys = {{
    {"data_dir", nullptr},
    {"role", nullptr},
    {"gate.listen", [](Settings& s) -> std::string& { return s.gate_listen; }},
    {"gate.collector", [](Settings& s) -> std::string& { return s.gate_collector; }},
    {"intake.listen", [](Settings& s) -> std::string& { return s.intake_listen; }},
    {"web.listen", [](Settings& s) -> std::string& { return s.web_listen; }},
    {"web.certificate", [](Settings& s) -> std::string& { return s.web_certificate; }},
    {"web.key", [](Settings& s) -> std::string& { return s.web_key; }},
    {"web.names", [](Settings& s) -> std::string& { return s.web_names; }},
    {"web.trusted_proxies", [](Settings& s) -> std::string& { return s.web_trusted_proxies; }},
    {"metrics.listen", [](Settings& s) -> std::string& { return s.metrics_listen; }},
    {"sign_in.issuer", [](Settings& s) -> std::string& { return s.sign_in.issuer; }},
    {"sign_in.label", [](Settings& s) -> std::string& { return s.sign_in.label; }},
    {"sign_in.client_id", [](Settings& s) -> std::string& { return s.sign_in.client_id; }},
    {"sign_in.client_secret_file",
     [](Settings& s) -> std::string& { return s.sign_in.client_secret_file; }},
    {"sign_in.authorities", [](Settings& s) -> std::string& { return s.sign_in.authorities; }},
    {"sign_in.scope", [](Settings& s) -> std::string& { return s.sign_in.scope; }},
    {"sign_in.name_claim", [](Settings& s) -> std::string& { return s.sign_in.name_claim; }},
    {"sign_in.group_claim", [](Settings& s) -> std::string& { return s.sign_in.group_claim; }},
    {"sign_in.roles", [](Settings& s) -> std::string& { return s.sign_in.roles; }},
    {"events.webhook", [](Settings& s) -> std::string& { return s.events.webhook; }},
    {"events.webhook_secret_file",
     [](Settings& s) -> std::string& { return s.events.webhook_secret_file; }},
    {"events.webhook_format", [](Settings& s) -> std::string& { return s.events.webhook_format; }},
    {"events.syslog", [](Settings& s) -> std::string& { return s.events.syslog; }},
    {"events.syslog_format", [](Settings& s) -> std::string& { return s.events.syslog_format; }},
    {"events.file", [](Settings& s) -> std::string& { return s.events.file; }},
    {"events.file_format", [](Settings& s) -> std::string& { return s.events.file_format; }},
    {"events.authorities", [](Settings& s) -> std::string& { return s.events.authorities; }},
    {"mail.server", [](Settings& s) -> std::string& { return s.mail.server; }},
    {"mail.security", [](Settings& s) -> std::string& { return s.mail.security; }},
    {"mail.user", [](Settings& s) -> std::string& { return s.mail.user; }},
    {"mail.password_file", [](Settings& s) -> std::string& { return s.mail.password_file; }},
    {"mail.authorities", [](Settings& s) -> std::string& { return s.mail.authorities; }},
    {"mail.from", [](Settings& s) -> std::string& { return s.mail.from; }},
    {"mail.to", [](Settings& s) -> std::string& { return s.mail.to; }},
    {"mail.folder", [](Settings& s) -> std::string& { return s.mail.folder; }},
    {"mail.language", [](Settings& s) -> std::string& { return s.mail.language; }},
    {"log.format", nullptr},
}};

using Raw = std::map<std::string, std::string>;  // strings as read, by dotted key

absl::Status wrong(const std::filesystem::path& file, absl::string_view key,
                   absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(file.string(), ": ", key, ": ", what));
}

std::size_t edit_distance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
    }
  }
  return row[b.size()];
}

absl::string_view nearest_key(absl::string_view key) {
  return std::min_element(kKeys.begin(), kKeys.end(),
                          [key](const Key& a, const Key& b) {
                            return edit_distance(key, a.name) < edit_distance(key, b.name);
                          })
      ->name;
}

bool is_key(absl::string_view name) {
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [name](const Key& key) { return key.name == name; });
}

absl::Status flatten(const toml::table& table, const std::string& prefix,
                     const std::filesystem::path& file, Raw& raw) {
  for (const auto& [name, node] : table) {
    const std::string key = absl::StrCat(prefix, std::string(name.str()));
    if (const toml::table* inner = node.as_table(); inner != nullptr) {
      if (absl::Status s = flatten(*inner, key + ".", file, raw); !s.ok()) return s;
      continue;
    }
    if (!is_key(key)) {
      return wrong(file, key, absl::StrCat("unknown key, the nearest is ", nearest_key(key)));
    }
    const toml::value<std::string>* text = node.as_string();
    if (text == nullptr) {
      return wrong(file, key, absl::StrCat("must be a string, write ", key, " = \"...\""));
    }
    raw[key] = text->get();
  }
  return absl::OkStatus();
}

absl::Status check_endpoint(const std::string& value, const std::filesystem::path& file,
                            absl::string_view key) {
  const std::size_t colon = value.rfind(':');
  std::uint32_t port = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(value.substr(colon + 1), &port) || port > 65535) {
    return wrong(
        file, key,
        absl::StrCat("\"", value, "\" is not HOST:PORT, write for example 127.0.0.1:8443"));
  }
  return absl::OkStatus();
}

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

void take(const Raw& raw, absl::string_view key, std::string& into) {
  if (const auto found = raw.find(std::string(key)); found != raw.end()) into = found->second;
}

absl::StatusOr<Settings> check(const Raw& raw, const std::filesystem::path& file) {
  Settings settings;
  settings.file = file;
  std::string data_dir = ".";
  std::string role = "all";
  std::string format = "text";
  take(raw, "data_dir", data_dir);
  take(raw, "role", role);
  take(raw, "log.format", format);
  for (const Key& key : kKeys) {
    if (key.value != nullptr) take(raw, key.name, key.value(settings));
  }
  if (data_dir.empty()) return wrong(file, "data_dir", "is empty, name the folder that init made");
  settings.paths.data_dir = (file.parent_path() / data_dir).lexically_normal();
  const absl::StatusOr<Role> parsed = parse_role(role);
  if (!parsed.ok()) return wrong(file, "role", parsed.status().message());
  settings.role = *parsed;
  if (format != "text" && format != "json") {
    return wrong(file, "log.format", absl::StrCat("\"", format, "\" is neither text nor json"));
  }
  settings.json_log = format == "json";
  for (const auto& [key, value] : {std::pair{"gate.listen", &settings.gate_listen},
                                   std::pair{"gate.collector", &settings.gate_collector},
                                   std::pair{"intake.listen", &settings.intake_listen},
                                   std::pair{"web.listen", &settings.web_listen},
                                   std::pair{"metrics.listen", &settings.metrics_listen}}) {
    const absl::string_view name(key);
    if (value->empty() && (name == "gate.collector" || name == "metrics.listen")) continue;
    if (absl::Status s = check_endpoint(*value, file, key); !s.ok()) return s;
  }
  if (settings.role == Role::kGate && settings.gate_collector.empty()) {
    return wrong(file, "gate.collector", "is missing, role gate needs the intake's HOST:PORT");
  }
  if (settings.web_certificate.empty() != settings.web_key.empty()) {
    return wrong(file, "web.key",
                 "web.certificate and web.key come together, name both or neither");
  }
  return settings;
}

}  // namespace

absl::StatusOr<Role> parse_role(absl::string_view word) {
  if (word == "all") return Role::kAll;
  if (word == "gate") return Role::kGate;
  if (word == "collector") return Role::kCollector;
  return absl::InvalidArgumentError(
      absl::StrCat("\"", word, "\" is no role, choose all, gate or collector"));
}

absl::StatusOr<Settings> parse_settings(absl::string_view text, const std::filesystem::path& file,
                                        const Environment& environment) {
  Raw raw;
  try {
    const toml::table table = toml::parse(std::string(text));
    if (absl::Status s = flatten(table, "", file, raw); !s.ok()) return s;
  } catch (const toml::parse_error& error) {  // the one door of this library
    return absl::InvalidArgumentError(absl::StrCat(file.string(), ": line ",
                                                   error.source().begin.line, ": not TOML, ",
                                                   std::string(error.description())));
  }
  for (const Key& key : kKeys) {
    const std::string name = absl::StrCat(
        "DESIREPATH_", absl::AsciiStrToUpper(absl::StrReplaceAll(key.name, {{".", "_"}})));
    if (std::optional<std::string> value = environment(name)) raw[std::string(key.name)] = *value;
  }
  return check(raw, file);
}

absl::StatusOr<Settings> load_settings(const std::filesystem::path& file) {
  std::error_code failure;
  const std::uintmax_t bytes = std::filesystem::file_size(file, failure);
  if (failure == std::errc::no_such_file_or_directory) {
    return absl::NotFoundError(
        absl::StrCat(file.string(),
                     ": no such file, make one with \"desirepath-collector init DIR\" or name it "
                     "with --config or --dir"));
  }
  if (failure || bytes > kMaximumBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(file.string(), ": ", failure ? failure.message() : "larger than 1 MiB",
                     ", name a readable settings file with --config"));
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return absl::InvalidArgumentError(
        absl::StrCat(file.string(), ": not readable, run this as the account that owns it"));
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_settings(text, std::filesystem::absolute(file), process_environment);
}

}  // namespace desirepath::collector
