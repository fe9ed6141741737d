#pragma once

// `operate` answers a request by the workplace's operation of its route.
//
// The router calls it for every route that is no report and no sign-in. It reads the body, demands
// If-Match where the route takes one, and makes an answer of the outcome.
//
// Errors: 400 and 415 of the body, 404 no such operation here, 428 If-Match is missing, and those
// of operation.h.

#include "collector/api/exchange.h"
#include "collector/api/operation.h"
#include "collector/api/routes.h"

namespace desirepath::api {

Response operate(const Operations& operations, const Found& found, Person person,
                 const Target& target, const Request& request);

}  // namespace desirepath::api
