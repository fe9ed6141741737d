#pragma once

// `device list|revoke`: who may submit frames. A device is a random number here: which machine has
// it, `desirepath-agent enroll` said on that machine.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_device_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
