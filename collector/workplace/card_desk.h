#pragma once

// `CardDesk`: the life of a need's card: state, owner, due date, notes, promises with their
// check-ups, and whether it waits for an answer.
//
// getCard and getCards tell, changeCard (If-Match), addNote and makePromise write. Figures come
// from the published needs report alone.
//
// Errors: those of operation.h; kAborted where somebody changed the card meanwhile.

#include "collector/api/provider.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `ground` must outlive the operations; `provider.needs` and `provider.revision` are copied.
void add_card_operations(const Office& office, SignedGround& ground, api::Provider& provider);

}  // namespace desirepath::workplace
