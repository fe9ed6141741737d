#pragma once

// `is_loopback_host` says whether a Host header names this machine to itself.
//
// The router asks it first (server.h says why); the settings' listen address is asked it too.
//
// Source: RFC 9110, 7.2 (Host, with an optional port); RFC 6761, 6.3 (localhost).

#include <string_view>

namespace desirepath::api {

bool is_loopback_host(std::string_view host);

// An IPv4 address in 127.0.0.0/8 or "::1".
bool is_loopback_address(std::string_view address);

}  // namespace desirepath::api
