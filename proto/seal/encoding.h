#pragma once

// Text forms of octets: hex (ledger, hashes on screen, key files) and base64url without padding
// (tokens, key files).
//
// Errors: kInvalidArgument: a letter that is not of the alphabet, or a length that cannot be.

#include <string>

#include "absl/status/statusor.h"
#include "proto/seal/octets.h"

namespace desirepath::seal {

std::string to_hex(Octets octets);
absl::StatusOr<std::string> from_hex(std::string_view hex);

std::string to_base64(Octets octets);
absl::StatusOr<std::string> from_base64(std::string_view base64);

// 32 octets of hex: keys and hashes in files and on command lines.
absl::StatusOr<Key> key_from_hex(std::string_view hex);

}  // namespace desirepath::seal
