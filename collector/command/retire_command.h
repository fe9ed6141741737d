#pragma once

// `retire` ends the whole thing: devices are told to stop and erase, decisions are exported,
// windows and keys destroyed, and both hands sign what was.
//
// On a collector's folder that does not serve. Afterwards `serve` has one task left: to hand the
// withdrawal to each device at its next contact. `retire-check` says whether a certificate is
// sound.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_retire_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
