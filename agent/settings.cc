#include "agent/settings.h"

#include <toml++/toml.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/nearest_name.h"

namespace desirepath::agent {
namespace {

constexpr std::size_t kMostOctets = 64 * 1024;

// One key: its name, what its value must be in words, and how it is put into the settings; false if
// it does not fit.
struct Key {
  std::string_view name;
  std::string_view wanted;
  std::function<bool(const toml::node&, Settings&)> put;
};

auto text_into(std::string Settings::*field) {
  return [field](const toml::node& node, Settings& settings) {
    const auto value = node.value_exact<std::string>();
    if (value.has_value()) settings.*field = *value;
    return value.has_value();
  };
}

auto truth_into(bool Settings::*field) {
  return [field](const toml::node& node, Settings& settings) {
    const auto value = node.value_exact<bool>();
    if (value.has_value()) settings.*field = *value;
    return value.has_value();
  };
}

auto texts_into(std::vector<std::string> Settings::*field) {
  return [field](const toml::node& node, Settings& settings) {
    const toml::array* values = node.as_array();
    if (values == nullptr) return false;
    for (const toml::node& entry : *values) {
      const auto value = entry.value_exact<std::string>();
      if (!value.has_value() || value->empty()) return false;
      (settings.*field).push_back(*value);
    }
    return true;
  };
}

bool put_state_dir(const toml::node& node, Settings& settings) {
  return text_into(&Settings::state_dir)(node, settings) && settings.state_dir.starts_with('/');
}

bool put_department(const toml::node& node, Settings& settings) {
  if (!text_into(&Settings::department)(node, settings)) return false;
  for (const char letter : settings.department) {
    if (!absl::ascii_islower(static_cast<unsigned char>(letter)) &&
        !absl::ascii_isdigit(static_cast<unsigned char>(letter)) && letter != '-') {
      return false;
    }
  }
  return true;
}

bool put_metrics_file(const toml::node& node, Settings& settings) {
  return text_into(&Settings::metrics_file)(node, settings) &&
         (settings.metrics_file.empty() || settings.metrics_file.starts_with('/'));
}

bool put_gateway(const toml::node& node, Settings& settings) {
  return text_into(&Settings::gateway)(node, settings) &&
         (settings.gateway.empty() || policy::is_gateway_label(settings.gateway));
}

bool put_refused_networks(const toml::node& node, Settings& settings) {
  const toml::array* values = node.as_array();
  if (values == nullptr) return false;
  for (const toml::node& entry : *values) {
    const auto text = entry.value_exact<std::string>();
    const auto range = policy::parse_range(text.value_or(""));
    if (!range.ok()) return false;
    settings.refused_networks.push_back(*range);
  }
  return true;
}

// 0 stands for the default.
auto count_into(std::int64_t Settings::*field, std::int64_t least, std::int64_t most) {
  return [field, least, most](const toml::node& node, Settings& settings) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value.has_value() || (*value != 0 && (*value < least || *value > most))) return false;
    settings.*field = *value;
    return true;
  };
}

bool put_log_format(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<std::string>();
  if (value == "json") settings.log_format = LogFormat::kJson;
  return value == "json" || value == "text";
}

const std::vector<Key>& top_keys() {
  static const auto& keys = *new std::vector<Key>{
      {"state_dir", "an absolute path such as \"/var/lib/desirepath-agent\"", put_state_dir},
      {"interfaces", "a list of names such as [\"eth0\"]", texts_into(&Settings::interfaces)},
      {"department", "an id of the signed list such as \"sales-north\"", put_department},
      {"shared", "true or false", truth_into(&Settings::shared)},
      {"lab", "true or false", truth_into(&Settings::lab)},
      {"uplink_program", "a path such as \"/usr/libexec/desirepath/desirepath-uplink\"",
       text_into(&Settings::uplink_program)},
      {"tls_key_log", "a path such as \"/root/desirepath-keys.log\"",
       text_into(&Settings::tls_key_log)},
      {"removed_hosts", "a path such as \"/etc/desirepath/removed-hosts\"",
       text_into(&Settings::removed_hosts)},
      {"metrics_file",
       "an absolute path such as \"/var/lib/prometheus/node-exporter/desirepath-agent.prom\"",
       put_metrics_file},
      {"gateway", "a label of small letters, digits and hyphens such as \"hq-router\"",
       put_gateway},
      {"capture", "true or false", truth_into(&Settings::capture)},
      {"refused_networks", "a list of networks such as [\"10.20.5.0/24\"]", put_refused_networks},
      {"budget_cpu_percent", "a number from 1 to 100, or 0 for the default",
       count_into(&Settings::budget_cpu_percent, 1, 100)},
      {"budget_memory_mib", "a number from 24 to 4096, or 0 for the default",
       count_into(&Settings::budget_memory_mib, 24, 4096)},
      {"log_format", "\"text\" or \"json\"", put_log_format},
  };
  return keys;
}

const std::vector<Key>& ledger_keys() {
  static const auto& keys = *new std::vector<Key>{
      {"users", "a list of accounts such as [\"alice\"]", texts_into(&Settings::ledger_users)},
  };
  return keys;
}

std::string place(const std::string& file, const toml::node& node) {
  return absl::StrCat(file, ":", node.source().begin.line, ": ");
}

absl::Status unknown(const std::string& where, const std::string& prefix, const std::string& name,
                     const std::vector<Key>& keys, bool top) {
  std::vector<std::string_view> names;
  for (const Key& key : keys) names.push_back(key.name);
  if (top) names.push_back("ledger");
  const std::string nearest(nearest_name(name, names));
  const std::string mend =
      nearest.empty() ? "remove it" : absl::StrCat("did you mean `", prefix, nearest, "`?");
  return absl::InvalidArgumentError(
      absl::StrCat(where, "unknown key `", prefix, name, "`; ", mend));
}

absl::Status read_table(const toml::table& table, const std::string& file,
                        const std::string& prefix, const std::vector<Key>& keys,
                        Settings& settings) {
  const bool top = prefix.empty();
  for (const auto& [key_name, node] : table) {
    const std::string name(key_name);
    const std::string where = place(file, node);
    if (top && name == "ledger") {
      if (!node.is_table()) {
        return absl::InvalidArgumentError(
            absl::StrCat(where, "key `ledger` must be a table; write [ledger]"));
      }
      absl::Status status = read_table(*node.as_table(), file, "ledger.", ledger_keys(), settings);
      if (!status.ok()) return status;
      continue;
    }
    const Key* known = nullptr;
    for (const Key& key : keys) {
      if (key.name == name) known = &key;
    }
    if (known == nullptr) return unknown(where, prefix, name, keys, top);
    if (!known->put(node, settings)) {
      return absl::InvalidArgumentError(
          absl::StrCat(where, "key `", prefix, name, "` must be ", std::string(known->wanted)));
    }
  }
  return absl::OkStatus();
}

}  // namespace

Environment read_environment() {
  const auto value = [](const char* name) {
    const char* const text = std::getenv(name);
    return std::string(text == nullptr ? "" : text);
  };
  return {value("NOTIFY_SOCKET"), value("CREDENTIALS_DIRECTORY")};
}

absl::StatusOr<Settings> parse_settings(const std::string& text, const std::string& name) {
  Settings settings;
  try {
    const toml::table table = toml::parse(text, name);
    absl::Status status = read_table(table, name, "", top_keys(), settings);
    if (!status.ok()) return status;
  } catch (const toml::parse_error& error) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ":", error.source().begin.line,
                     ": is not TOML: ", std::string(error.description()), "; mend that line"));
  }
  return settings;
}

absl::StatusOr<Settings> read_settings(const std::string& path) {
  const std::string file = path.empty() ? kDefaultSettingsFile : path;
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open()) {
    if (path.empty() && errno == ENOENT) return Settings{};
    if (errno == ENOENT) {
      return absl::NotFoundError(
          absl::StrCat(file, ": no such settings file; name one with --config, or leave it out"));
    }
    return absl::InvalidArgumentError(absl::StrCat(
        file, ": cannot read the settings: ", std::strerror(errno), "; check its owner and mode"));
  }
  std::string text(kMostOctets + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": cannot read the settings; name a file, not a folder"));
  }
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kMostOctets) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": is longer than 64 KiB; is it a settings file?"));
  }
  return parse_settings(text, file);
}

}  // namespace desirepath::agent
