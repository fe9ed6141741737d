#pragma once

// `TokenDesk`: a person's own API tokens.
//
// getTokens, makeToken and takeTokenBack of openapi.yaml. The secret is shown once, when it is
// made.
//
// Errors: those of operation.h and curation/api_tokens.h.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_token_operations(const Office& office, api::Operations& operations);

}  // namespace desirepath::workplace
