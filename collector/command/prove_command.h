#pragma once

// `prove-privacy --here`: attacks the promise in a made-up fleet of this installation's departments
// and writes the report.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_prove_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
