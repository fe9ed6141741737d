#pragma once

// The cookie that carries a session's secret.
//
// `entrance.cc` reads it, `session_endpoint.cc` sets it. HttpOnly: no script sees it. SameSite:
// Strict: no other site's page sends it. Its name holds the port, because browsers give a host's
// cookies to all its ports and two collectors on one machine must not sign each other out. It has
// no Secure and no __Host- prefix while the server speaks plain HTTP on loopback only.
//
// Source: RFC 6265, 4.1 and 5.4; RFC 6265bis, 5.5 (SameSite).

#include <string>

#include "collector/api/exchange.h"

namespace desirepath::api {

// Empty when there is none.
std::string session_of(const Request& request);

// The value of Set-Cookie; an empty secret takes the cookie away.
std::string session_cookie(const Request& request, const std::string& secret);

// Of a sign-in that is on its way through the sign-in service; it comes along when that service
// sends the browser back (SameSite=Lax).
std::string flow_of(const Request& request);
std::string flow_cookie(const Request& request, const std::string& flow);

}  // namespace desirepath::api
