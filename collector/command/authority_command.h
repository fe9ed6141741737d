#pragma once

// `authority show|rotate|finish`: the certificates of gate, collector and devices, and a new
// authority in their place.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_authority_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
