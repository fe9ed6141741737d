#pragma once

// `GET /api/v1/health` and `GET /api/v1/version`: is the collector well, and which one is it.
//
// Monitors read health: 200 {"status":"ok"} or 503 with problem details that say what is wrong.

#include "collector/api/exchange.h"
#include "collector/api/provider.h"

namespace desirepath::api {

Response health(const Provider& provider);
Response version();

}  // namespace desirepath::api
