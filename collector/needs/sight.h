#pragma once

// `keep_sight` leaves of a report what a person may see of the departments (curation/sight.h).
//
// The page's provider calls it last, so that no figure that was left out is in the text. A tool
// that none of the person's departments has a block of goes as well; whoever sees the organisation
// only keeps every tool, without its departments.
//
// Source: product.md, section 6 (roles). Threads: pure functions.

#include "collector/curation/sight.h"
#include "collector/needs/need_card.h"
#include "collector/needs/pictures.h"

namespace desirepath::needs {

void keep_sight(const curation::Sight& sight, ToolsReport& report);
void keep_sight(const curation::Sight& sight, NeedPictures& pictures);

}  // namespace desirepath::needs
