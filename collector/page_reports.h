#pragma once

// `add_reports` gives the API its published reports: the texts that `report NAME --format json|csv`
// prints, and the pictures of a need.
//
// The page's provider uses it (page.h), after it has its revision. What is read is kept until that
// changes (kept_figures.h); so are answers, by the API. What a person may not see of the
// departments is left out here, before there is a text. Errors: those of api/provider.h.

#include "collector/api/provider.h"
#include "collector/settings.h"

namespace desirepath::collector {

// `provider.revision` must be there; any thread may ask for a report.
void add_reports(const Settings& settings, api::Provider& provider);

}  // namespace desirepath::collector
