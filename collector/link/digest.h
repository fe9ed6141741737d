#pragma once

// SHA-256 and HMAC-SHA-256, where another side asks for exactly these: the proof key of a sign-in
// (RFC 7636), the signature of a webhook.
//
// Source: FIPS 180-4, RFC 2104. Everything that is only ours is BLAKE2b (proto/seal/hash.h).
// Threads: pure functions.

#include <string_view>

#include "proto/seal/octets.h"

namespace desirepath::link {

seal::Key sha256(std::string_view text);
seal::Key hmac_sha256(std::string_view key, std::string_view text);

}  // namespace desirepath::link
