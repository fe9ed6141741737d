#pragma once

// `report needs|tools|departments|visibility|quick-wins|signals|pairs`: what is published, as
// table, JSON or CSV; `report monthly` as HTML or PDF. `report audit`: audit_report_command.h.

#include "collector/command/commands.h"

namespace desirepath::command {

void add_report_command(CLI::App& app, Invocation& invocation);

}  // namespace desirepath::command
