#pragma once

// What each person keeps of the needs' and tools' filters: getFilters, keepFilter and dropFilter of
// openapi.yaml.
//
// A filter is the query of the page's address, so that whoever is given the address sees the same.
// Errors: those of operation.h.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_filter_operations(const Office& office, api::Operations& operations);

}  // namespace desirepath::workplace
