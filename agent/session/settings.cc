#include "agent/session/settings.h"

#include <cstdlib>

#include "agent/session/seen.h"

namespace desirepath::session {
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

absl::StatusOr<Settings> read_settings() {
  Settings settings;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = environment(name);
    if (value.empty()) continue;
    settings.language = fields::parse_language(value).value_or(fields::Language::kEnglish);
    break;
  }
  settings.seen_file = seen_path(environment("XDG_STATE_HOME"), environment("HOME"));
  if (settings.seen_file.empty()) {
    return absl::InvalidArgumentError(
        "set HOME or XDG_STATE_HOME: what was told is noted there, so that it comes once");
  }
  return settings;
}

}  // namespace desirepath::session
