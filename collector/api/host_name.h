#pragma once

// `is_loopback_host` says whether a Host header names this machine to itself, `is_host_among`
// whether it is a name the server was given.
//
// The router asks it first (server.h says why); the settings' listen address is asked it too.
//
// Source: RFC 9110, 7.2 (Host, with an optional port); RFC 6761, 6.3 (localhost).

#include <string>
#include <string_view>
#include <vector>

namespace desirepath::api {

bool is_loopback_host(std::string_view host);

// Whether a Host header names one of `names`: DNS names, where a leading "*." stands for one label,
// or addresses as in an address bar ("10.0.0.5", "[fd00::5]").
bool is_host_among(std::string_view host, const std::vector<std::string>& names);

// An IPv4 address in 127.0.0.0/8 or "::1".
bool is_loopback_address(std::string_view address);

}  // namespace desirepath::api
