#pragma once

// `standings import FILE.csv` and `standings list`: the organisation's word on tools.
//
// The curator's key alone signs it; it counts from the next window, for all devices alike.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_standings_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
