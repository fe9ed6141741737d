#pragma once

// `ImportDesk`: lists that somebody has already, read with a look at what they would change.
//
// importDepartments and importStandings take a CSV and `preview`. A preview changes nothing and
// says line by line what is wrong, and what would be new, changed or gone; without it the whole
// list is taken, or, where one line is wrong, nothing of it.
//
// Limits: a request's body (openapi.yaml); longer lists go through the command line. Errors: those
// of operation.h; a list with faults is no error but an answer with `wrong`.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_import_operations(const Office& office, api::Operations& operations);

}  // namespace desirepath::workplace
