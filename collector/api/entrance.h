#pragma once

// `enter` decides whether a request may do what its route stands for: the one place that does.
//
// The router asks it for every route that is not open to anybody. A session comes by cookie and
// needs, to change anything, the csrf value that only our own page can read; an API token comes in
// the Authorization header and needs none. Whatever changes something is refused when a foreign
// page sent it (Origin).
//
// Errors, as problem details: 401 not signed in; 403 of another role, by a token that may not, with
// a one-time password still to change, without the csrf value, from a foreign origin; 503 busy.

#include <optional>
#include <variant>

#include "collector/api/access.h"
#include "collector/api/exchange.h"
#include "collector/api/routes.h"

namespace desirepath::api {

// A read that is to be noted is noted before it is answered; what cannot be noted is not answered.
std::variant<Person, Response> enter(const Access& access, const Route& route,
                                     const Request& request);

// Who asks what anybody may ask; nobody where nothing proves it, or something comes first that is
// still to be done. Nothing is refused.
std::optional<Person> recognise(const Access& access, const Request& request);

// Foreign is an Origin that is there and not this server's.
bool from_foreign_origin(const Request& request);

}  // namespace desirepath::api
