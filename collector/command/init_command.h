#pragma once

// `init DIR`: makes keys, CA, databases and the first admin of a collector, and prints what it
// made.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_init_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
