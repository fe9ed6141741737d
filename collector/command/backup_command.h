#pragma once

// `backup` and `restore`: an installation in one file, and back.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_backup_commands(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
