#pragma once

// `support-bundle`: what somebody who helps needs to know of this collector, and nothing that is
// anybody's.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_support_bundle_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
