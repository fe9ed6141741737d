#pragma once

// `verify` and `audit export`: the audit chain from the command line.
//
// An auditor, a SIEM's collector or a nightly job run them. `verify` checks the chain and that
// every published table can be read, prints the head, and ends with 1 when something is wrong; a
// head that was noted before is given with --noted. `audit export` prints JSON lines, oldest first.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_audit_commands(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
