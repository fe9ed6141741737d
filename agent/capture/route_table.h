#pragma once

// The interfaces by which the kernel's routing tables lead everywhere, a VPN's among them.
//
// `interfaces_with_default_route` (network_watch.h) adds them to the default routes of the main
// table. A VPN seldom takes those away: it adds two routes of half the addresses each (OpenVPN), or
// a default route in a table of its own (WireGuard's wg-quick, NetworkManager). What a person does
// is on the VPN's interface then; the interface below carries it sealed.
//
// Source: rtnetlink(7). Errors: where the kernel may not be asked there are none. Threads: any.

#include <cstddef>
#include <vector>

namespace desirepath::capture {

// Longest prefixes that still lead everywhere: halves of IPv4; IPv6 is cut finer, since only an
// eighth of it is in use.
constexpr int kWidestIpv4 = 1;
constexpr int kWidestIpv6 = 4;

// Adds the numbers of the interfaces that one part of the kernel's answer names, each once; true
// when the answer is over.
bool add_wide_routes(const char* answer, std::size_t size, std::vector<int>& interfaces);

// Of all tables and both families.
std::vector<int> interfaces_of_wide_routes();

}  // namespace desirepath::capture
