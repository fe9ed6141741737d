#pragma once

// HMAC-SHA1, which the authenticators people carry compute their codes with.
//
// `collector/curation/one_time_code.h` uses it. SHA-1 is broken for signatures; as a keyed hash of
// eight octets it is not, and many authenticators know no other.
//
// Source: RFC 2104; RFC 6238 (TOTP). Threads: a pure function.

#include <array>
#include <cstdint>

#include "proto/seal/octets.h"

namespace desirepath::pki {

std::array<std::uint8_t, 20> hmac_sha1(seal::Octets key, seal::Octets message);

}  // namespace desirepath::pki
