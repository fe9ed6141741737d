#pragma once

// `enrol` turns a join token into credentials.
//
// First it asks the gate, over a connection nobody vouches for, which authority and policy signers
// it has, and compares them with the pin in the token; nothing secret is said so far. Then it
// connects again, now trusting that authority alone, shows the token's secret and its certificate
// request, and gets its certificate.
//
// Errors: kInvalidArgument (not a token, or the gate is not the one the token was made for) ·
// kNotFound, kFailedPrecondition, kResourceExhausted (unknown, expired, used up) · kUnavailable.
// Threads: any.

#include <absl/status/statusor.h>

#include <string>

#include "agent/uplink/credentials.h"

namespace desirepath::uplink {

// `authority_pem`: the authority if it is known from elsewhere (--ca), or empty. The pin holds in
// both cases.
absl::StatusOr<Credentials> enrol(const std::string& gate, const std::string& token,
                                  const std::string& authority_pem = "");

}  // namespace desirepath::uplink
