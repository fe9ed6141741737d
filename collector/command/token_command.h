#pragma once

// `token create`, `token list` and `token revoke`: join tokens of devices.
//
// They work on gate.db and the files beside it, whether or not the gate runs. A token is shown
// once, when it is made; the list names it by eight digits of its hash.
//
// Errors: kInvalidArgument (a duration or number that is none), kNotFound (no such token), those of
// the files.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_token_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
