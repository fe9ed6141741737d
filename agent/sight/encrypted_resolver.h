#pragma once

// `is_encrypted_resolver` knows the hosts of public DNS resolvers that are asked over HTTPS.
//
// The visibility meter counts flows to them: what a client asks there names no later flow, so they
// are a blind spot. The list holds those that browsers and systems offer by default; others only
// make the meter count too little.
// Source: the providers' pages. Threads: pure.

#include <string_view>

namespace desirepath::sight {

bool is_encrypted_resolver(std::string_view name) noexcept;  // in lower case

}  // namespace desirepath::sight
