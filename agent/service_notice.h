#pragma once

// `notify_service` tells systemd that the agent is ready, alive, reloading or stopping.
//
// `Agent` calls it. Without a service manager (no socket's name) it does nothing. The protocol is
// one datagram, so no library is needed.
//
// Source: sd_notify(3). Threads: any.

#include <string>

namespace desirepath::agent {

// `socket_name` is NOTIFY_SOCKET's value; `message` is one or more lines such as "READY=1".
void notify_service(const std::string& socket_name, const std::string& message);

}  // namespace desirepath::agent
