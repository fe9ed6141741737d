#pragma once

// `serve`: runs gate, intake, page and schedule until SIGTERM or SIGINT.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_serve_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
