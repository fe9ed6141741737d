#pragma once

// What a gateway's agent answers to the page on the network it counts, and what its own status says
// of that.
//
// `Desk` calls these. The page is a program of its own (agent/network_page), for the agent has no
// network; it says each minute that it is there, and hands on the address that it was asked from.
//
// Errors: kInvalidArgument what is no address; kFailedPrecondition nothing is counted at it.
// Threads: the io_context's one.

#include <boost/json/object.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "agent/console/request.h"
#include "agent/device.h"
#include "agent/gateway/census.h"

namespace desirepath::agent {

// {"gateway":"hq-router","networks":["10.20.0.0/16"],"no_staff_body":false,"counts":true}
boost::json::object network_page(const Device& device);

// {"state":"counted"|"opted-out"|"elsewhere"|"unseen"|"chosen-address"} of the device that asks,
// after it opted out or in, if that is what it asks for. `census` may be null.
absl::StatusOr<boost::json::object> observed(const console::Request& request, Device& device,
                                             const gateway::Census* census);

// Why a gateway counts nothing, as a sentence with its mend.
std::string gateway_waits(const Device& device);

// "hq-router: 10.20.0.0/16; devices 20–29 in memory, …"; empty on other machines.
std::string gateway_words(const Device& device);

}  // namespace desirepath::agent
