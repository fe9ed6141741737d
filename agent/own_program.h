#pragma once

// Where the product's other programs are: beside this one in a build, in libexec once installed.
//
// The agent starts desirepath-uplink for a session, the command `ledger --open` desirepath-page.
// Errors: none; a program that is at neither place fails when it is started, with this path.

#include <string>

namespace desirepath::agent {

std::string own_program(const std::string& name);

}  // namespace desirepath::agent
