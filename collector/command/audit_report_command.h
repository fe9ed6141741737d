#pragma once

// `report audit` and `report audit-check`: a signed pack for the auditor, and whether it is sound.
//
// The pack is written beside FILE.signature; audit-check needs nothing but the two files and the
// public curation key, which the policy names, and works on any machine.

#include "collector/command/commands.h"

namespace desirepath::command {

// `report`: the group of reports.
void add_audit_report_commands(CLI::App& report, Invocation& invocation);

}  // namespace desirepath::command
