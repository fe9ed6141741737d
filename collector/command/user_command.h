#pragma once

// `user add|list|password`: the people who may sign in to the page.
//
// A new password is made here and shown once; only its Argon2id text is kept.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_user_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
