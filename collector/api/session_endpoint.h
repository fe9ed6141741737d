#pragma once

// `/api/v1/session`: GET says who is signed in, POST signs in, DELETE out, PUT …/password changes
// the password.
//
// The page asks GET first and shows the sign-in when there is nobody. A new secret comes with each
// sign-in and each new password, in the cookie of session_cookie.h.
//
// Errors: 400 body or password, 401 wrong name, password, code or link, 403 foreign origin, 415,
// 429 too many tries with Retry-After.

#include <string_view>

#include "collector/api/access.h"
#include "collector/api/exchange.h"

namespace desirepath::api {

// `operation` is one of getSession, signIn, signOut, changePassword; `person` is nobody for the
// first two.
Response session(const Access& access, std::string_view operation, const Person& person,
                 const Request& request);

}  // namespace desirepath::api
