#pragma once

// `open_port` opens the port a server listens on, or takes the one that a service manager opened.
//
// Errors: kUnavailable with the port's name, and the `setting` it comes from, if it cannot be
// bound. Threads: the acceptor's.

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace desirepath::api {

// `inherited`: a listening socket at that address and port, or -1.
absl::Status open_port(boost::asio::ip::tcp::acceptor& acceptor, const std::string& setting,
                       const std::string& address, std::uint16_t port, int inherited);

}  // namespace desirepath::api
