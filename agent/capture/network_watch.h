#pragma once

// `NetworkWatch` knows which interfaces lead to the network, and when that changes.
//
// `LiveSource` opens the ones with a default route and asks again after each change: Wi-Fi to
// cable, a VPN that comes up, a laptop that wakes.
//
// Source: rtnetlink(7); the routing tables of /proc/net/route and /proc/net/ipv6_route.
// Errors: without netlink (a container that forbids it) nothing is reported, and the source asks by
// its clock alone. Threads: one at a time.

#include <string>
#include <vector>

namespace desirepath::capture {

class NetworkWatch {
 public:
  NetworkWatch();
  ~NetworkWatch();
  NetworkWatch(const NetworkWatch&) = delete;
  NetworkWatch& operator=(const NetworkWatch&) = delete;

  // Readable when something changed; -1 if it cannot tell.
  [[nodiscard]] int file() const { return file_; }
  // Forgets the changes that were reported.
  void clear();

 private:
  int file_;
};

// The interfaces of the default routes of both families, each once, those of the main table and
// IPv4 first; a VPN's ways to lead everywhere count (route_table.h).
std::vector<std::string> interfaces_with_default_route();

// Those of the main table, from the texts of the two families'.
std::vector<std::string> default_routes_of(const std::string& ipv4_table,
                                           const std::string& ipv6_table);

}  // namespace desirepath::capture
