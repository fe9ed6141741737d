#pragma once

// `StartDesk`: the first hour's checklist.
//
// getStart says how far each step is (what is offered, departments, the policy, the roll-out, staff
// told), offerTools ticks tools off the list of common ones: sanctioned for everyone; markStaffTold
// notes that staff were told. A step is done when the thing itself is there, whoever did it and by
// whatever way.
//
// Source: product.md, section 5. Errors: those of operation.h.

#include "collector/api/provider.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// `provider.needs` is copied: its head says how many devices are enrolled.
void add_start_operations(const Office& office, api::Provider& provider);

}  // namespace desirepath::workplace
