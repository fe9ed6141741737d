#pragma once

// `GET /api/v1/health` and `GET /api/v1/version`: is the collector well, and which one is it.
//
// Monitors read health: 200 {"status":"ok"} or 503. What is wrong is said to an administrator
// alone: to anybody else it would tell of the machine, and where it is weak just now.

#include "collector/api/exchange.h"
#include "collector/api/provider.h"

namespace desirepath::api {

Response health(const Provider& provider, bool says_why);
Response version();

// For what watches a service: /healthz (it answers), /readyz (and nothing is wrong that lasts) and,
// where the provider has them, /metrics. Not a part of the API. Strangers ask it, so what is wrong
// is not said: `status` and the log do.
Response watched(const Provider& provider, const std::string& path, const std::string& method);

}  // namespace desirepath::api
