#pragma once

// `notice draft|review|sign|send|list|withdraw`: a word to those concerned, who are found by each
// device in its own diary and by nobody else.
//
// review and sign work on any machine with nothing but the draft's file, as with a policy; the
// others on a collector's folder, whether or not it serves.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_notice_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
