#pragma once

// `window list|freeze|publish`: the windows, and closing them by hand.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_window_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
