#pragma once

// `admit` says what becomes of a request to the page on a gateway's network.
//
// Anyone on the network may look; a page from elsewhere, opened in a browser here, may not: it
// would take devices out in their owners' place, or read what the gateway says of them. So the host
// must be the address the request came to, or a name that was given (a name made to resolve here is
// refused), and what changes something must come from this page itself.
//
// Source: RFC 6454, 7 (Origin); RFC 9110, 7.2 (Host). Threads: pure.

#include <string>
#include <string_view>
#include <vector>

namespace desirepath::network_page {

struct Visit {
  std::string method;
  std::string target;  // path and query
  std::string host;    // the header; empty if it is not there just once
  std::string origin;
};

enum class Page { kExplain, kStylesheet, kOptOut, kOptIn, kNotFound, kNotThisHost, kForeignPage };

// `hosts`: what the header may say, such as "10.20.0.1:8080" and "10.20.0.1" where the port is 80.
Page admit(const Visit& visit, const std::vector<std::string>& hosts);

// What the header may say for a listener on `address` (brackets around IPv6) and `port`, also known
// by `names`.
std::vector<std::string> hosts_of(const std::string& address, unsigned port,
                                  const std::vector<std::string>& names);

}  // namespace desirepath::network_page
