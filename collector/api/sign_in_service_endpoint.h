#pragma once

// `/api/v1/session/service` sends the browser to the organisation's sign-in service, and
// `…/return` is where it comes back; both answer 303 to a page.
//
// A person looks at the answer, so what goes wrong leads to the sign-in page with a word for it,
// `/sign-in?failed=…`, that the page has a sentence for in each language: `cancelled` (by the
// person), `stale` (another browser, or too long ago), `away` (the service does not answer),
// `settings` (here or there, an admin's to mend), `token` (what it says does not hold), `name`
// (taken by somebody else here, or not usable), `no-role` (no group of the person has a role),
// `second-factor` (the role needs one, and the service did not ask for it).
//
// The flow's cookie is SameSite=Lax, since the way back begins on the service's page; it is worth
// nothing without a code, and a code works once. Errors: 404 where there is no such service.

#include <string_view>

#include "collector/api/access.h"
#include "collector/api/exchange.h"
#include "collector/api/request_target.h"

namespace desirepath::api {

// `operation` is beginSignIn or finishSignIn.
Response sign_in_service(const Access& access, std::string_view operation, const Target& target,
                         const Request& request);

}  // namespace desirepath::api
