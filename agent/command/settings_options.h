#pragma once

// `SettingsOptions` are the options by which every command but `observe` finds the agent: its
// settings and state folder.
//
// Errors: those of agent::read_settings. Threads: plain values.

#include <CLI/App.hpp>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/settings.h"

namespace desirepath::command {

struct SettingsOptions {
  std::string config;  // empty: the default file, if it is there
  std::string state;   // empty: the settings' state_dir
};

void add_settings_options(CLI::App& command, SettingsOptions& options);
absl::StatusOr<agent::Settings> read(const SettingsOptions& options);

// Says the error on stderr and gives the exit code back.
int say(const absl::Status& status, int exit_code);

}  // namespace desirepath::command
