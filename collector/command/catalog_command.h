#pragma once

// The commands `catalog check`, `catalog explain` and `catalog import`.
//
// They need no settings and no database: what they know is the shipped catalog and the files they
// are given; with --dir, `check` and `explain` know an installation's own tools too. Output and
// exit codes: product.md, section 4. Errors: a fault found by `check` is exit code 1, a file that
// is no export is 2.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_catalog_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
