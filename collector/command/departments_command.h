#pragma once

// `departments import FILE.csv` and `departments list`: who there is, with headcounts.
//
// A new list takes effect with the next signed policy; in a lab, which holds both keys, that is at
// once.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_departments_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
