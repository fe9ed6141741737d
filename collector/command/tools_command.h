#pragma once

// `tools handover`: a tool's host names for a search in the organisation's own logs.
//
// The auditor and the staff side both run the same line; the second one's prints the names.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_tools_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
