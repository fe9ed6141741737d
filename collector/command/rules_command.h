#pragma once

// `rules list|draft|approve|notice|hand-out|withdraw|export`: what must be done about a tool, by
// two people and until a day.
//
// draft, approve, hand-out and withdraw are done by a person who gives the own password
// (signed_in.h), as on the page. `notice` writes the file that the staff side signs with `notice
// sign`. `export` prints host names of the rules in force for a name server, a proxy or a packet
// filter.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_rules_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
