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

constexpr std::array<absl::string_view, 11> kKeys = {"data_dir",        "role",
                                                     "gate.listen",     "gate.collector",
                                                     "intake.listen",   "web.listen",
                                                     "web.certificate", "web.key",
                                                     "web.names",       "web.trusted_proxies",
                                                     "log.format"};

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
  return *std::min_element(kKeys.begin(), kKeys.end(), [key](auto a, auto b) {
    return edit_distance(key, a) < edit_distance(key, b);
  });
}

absl::Status flatten(const toml::table& table, const std::string& prefix,
                     const std::filesystem::path& file, Raw& raw) {
  for (const auto& [name, node] : table) {
    const std::string key = absl::StrCat(prefix, std::string(name.str()));
    if (const toml::table* inner = node.as_table(); inner != nullptr) {
      if (absl::Status s = flatten(*inner, key + ".", file, raw); !s.ok()) return s;
      continue;
    }
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
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
  take(raw, "gate.listen", settings.gate_listen);
  take(raw, "gate.collector", settings.gate_collector);
  take(raw, "intake.listen", settings.intake_listen);
  take(raw, "web.listen", settings.web_listen);
  take(raw, "web.certificate", settings.web_certificate);
  take(raw, "web.key", settings.web_key);
  take(raw, "web.names", settings.web_names);
  take(raw, "web.trusted_proxies", settings.web_trusted_proxies);
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
                                   std::pair{"web.listen", &settings.web_listen}}) {
    if (value->empty() && absl::string_view(key) == "gate.collector") continue;
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
  for (absl::string_view key : kKeys) {
    const std::string name =
        absl::StrCat("DESIREPATH_", absl::AsciiStrToUpper(absl::StrReplaceAll(key, {{".", "_"}})));
    if (std::optional<std::string> value = environment(name)) raw[std::string(key)] = *value;
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
