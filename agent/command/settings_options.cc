#include "agent/command/settings_options.h"

#include <cstdio>
#include <filesystem>

namespace desirepath::command {

void add_settings_options(CLI::App& command, SettingsOptions& options) {
  command.add_option("--config", options.config,
                     std::string("Settings file; default ") + agent::kDefaultSettingsFile);
  command.add_option(
      "--state", options.state,
      std::string("State folder; default from the settings, or ") + agent::kDefaultStateDirectory);
}

absl::StatusOr<agent::Settings> read(const SettingsOptions& options) {
  absl::StatusOr<agent::Settings> settings = agent::read_settings(options.config);
  if (settings.ok() && !options.state.empty()) {
    std::error_code error;
    settings->state_dir = std::filesystem::absolute(options.state, error).string();
  }
  return settings;
}

int say(const absl::Status& status, int exit_code) {
  std::fprintf(stderr, "desirepath-agent: %s\n", std::string(status.message()).c_str());
  return exit_code;
}

}  // namespace desirepath::command
