#pragma once

// `OwnFiguresDesk`: IT's own figures: how long it took to listen and to decide, what became of
// promises, how often something was made possible and how often forbidden.
//
// getOwnFigures makes them of curation.db's history alone; of the published tables it takes since
// when a need has a card and what promises came to. Nothing in it is about people or devices, so
// nothing needs to be hidden; it is IT that is measured here.
//
// Source: needs.md, section 3 (IT's own figures). Errors: those of operation.h.

#include "collector/api/provider.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations; the provider's reports are copied.
void add_own_figures_operations(const Office& office, SignedGround& ground,
                                api::Provider& provider);

}  // namespace desirepath::workplace
