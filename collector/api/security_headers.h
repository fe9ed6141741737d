#pragma once

// `add_security_headers` puts on an answer what a browser must be told on every answer.
//
// The policy lets a page run and style itself from this server's own files and talk to this server;
// nothing inline, nothing from elsewhere, no frame. `server.cc` calls it last, on every answer.
//
// Source: W3C Content Security Policy Level 3; RFC 9110, 8.6 and 15.

#include "collector/api/exchange.h"

namespace desirepath::api {

// `secure`: it goes by HTTPS, and the browser shall keep to that for a year.
void add_security_headers(Response& response, bool secure);

}  // namespace desirepath::api
