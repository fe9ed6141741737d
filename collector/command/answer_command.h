#pragma once

// `answer set|list|remove`: what the organisation says about a need on every device's page.
//
// Signed with the curation key and handed to all devices at their next contact.

#include <CLI/CLI.hpp>

#include "collector/command/commands.h"

namespace desirepath::command {

void add_answer_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
