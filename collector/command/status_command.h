#pragma once

// `status`: how the collector on this folder does, for people and for what watches a container.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_status_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
