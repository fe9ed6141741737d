#pragma once

// A signature in a file of its own: whose it is and over which file, as lines anybody can read.
//
//   desirepath signature
//   file: audit-2026-W26-2026-W38.pdf
//   octets: 48211
//   hash: <BLAKE2b-256, hexadecimal>
//   time: 2026-11-29T21:20:00Z
//   signature: <public key> <signature>
//
// What is signed is "desirepath/file/v1", a zero octet and the lines before the signature, so that
// name, time and hash stand for each other. `report audit` writes it with the curation key, which
// the policy names. Errors: kInvalidArgument: not such a text, of another file, altered, or by
// another key. Threads: pure.

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "proto/policy/policy.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

std::string detached_signature(const std::string& file_name, const std::string& octets,
                               absl::Time now, const seal::SigningKey& key);

// Whether `key` signed exactly these octets.
absl::Status check_detached_signature(const std::string& text, const std::string& octets,
                                      const PublicKey& key);

}  // namespace desirepath::policy
