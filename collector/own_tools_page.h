#pragma once

// `own_tools_page` gives the API the organisation's own tools: what `catalog add` and `drop` do.
//
// A change takes a person with the role curator (curation.db). It goes out at once where a staff
// key is at hand, which only a lab has; else it waits as policy/catalog.draft. Errors: own_tools.h
// of the API. Threads: one at a time; the bundle's lock keeps commands and the server apart.

#include "collector/api/own_tools.h"
#include "collector/settings.h"

namespace desirepath::collector {

api::OwnTools own_tools_page(const Settings& settings);

}  // namespace desirepath::collector
