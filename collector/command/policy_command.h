#pragma once

// `policy show|draft|keygen|review|sign|publish|withdraw|first-light|preview`: what devices are
// asked, and who agreed to it.
//
// keygen, review and sign work on any machine with nothing but the draft's file; the staff side
// uses them away from the collector. The others work on a collector's folder, whether or not it
// serves.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_policy_command(CLI::App& app, Invocation& invocation);

// The part that needs no folder (policy_offline_command.cc).
void add_offline_policy_commands(CLI::App& group, Invocation& invocation);

// `policy first-light` (first_light_command.cc): how it stands with it, and to announce it by hand.
// `serve` announces it by itself where gate and collector are one program. Elsewhere the collector
// does not know how many devices hold the policy: whoever runs it sees that at the gate (`device
// status`), announces it here and hands the bundle to the gate the same day.
void add_first_light_command(CLI::App& group, Invocation& invocation);

}  // namespace desirepath::command
