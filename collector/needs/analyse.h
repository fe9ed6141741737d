#pragma once

// `analyse_needs` and `analyse_tools` turn published windows into the cards of one window.
//
// A need gets a card when a tool of it that is not offered has reached k, or its band has, and it
// is more than being tried: hardly any second day, or W4 says tried once, is left alone (in a lab
// with k = 1 it is shown). Cards are ranked by the devices to be expected next month, then by
// index.
//
// Threads: pure functions; no clock, no database.

#include <absl/status/status.h>

#include <string>

#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"

namespace desirepath::needs {

NeedsReport analyse_needs(const publish::History& history, const catalog::Catalog& catalog);
ToolsReport analyse_tools(const publish::History& history, const catalog::Catalog& catalog);

// Leaves only the blocks of one department, and the tools that have one. kInvalidArgument: no such
// department in the window's dictionary.
absl::Status keep_department(const std::string& id, const publish::History& history,
                             ToolsReport& report);

Head head_of(const publish::History& history);

}  // namespace desirepath::needs
