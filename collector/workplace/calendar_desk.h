#pragma once

// The calendar desk: a person's address for a calendar program, and what stands behind it.
//
// Operations getCalendarLink, makeCalendarLink, takeCalendarLinkBack and getCalendar of
// openapi.yaml. The calendar shows what getCards shows, to whoever may see that: the person's role
// is looked up each time. Its texts are in the language that was chosen with the address.

#include "collector/api/operation.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// After those of the card desk; `ground` must outlive them.
void add_calendar_operations(const Office& office, SignedGround& ground,
                             api::Operations& operations);

}  // namespace desirepath::workplace
