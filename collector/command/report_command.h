#pragma once

// `report needs|tools|departments|visibility|quick-wins`: what is published, as table, JSON or CSV.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_report_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
