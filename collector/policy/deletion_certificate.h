#pragma once

// A certificate of deletion: what `retire` destroyed and what is kept, as lines anybody can read,
// signed by both hands of the policy that ended.
//
//   desirepath certificate of deletion
//   organisation: Example Oy
//   policy: 3 <hash, hexadecimal>
//   time: 2026-11-29T21:20:00Z
//   destroyed: …          one line a thing
//   kept: …
//   signature: <public key> <signature>      two of them; over all lines before
//
// What is signed is "desirepath/deletion/v1", a zero octet and the lines before the signatures.
// Errors: kInvalidArgument: not such a text, altered, or not signed by both hands. Threads: pure.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "proto/policy/policy.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

struct Deletion {
  std::string organisation;
  std::uint32_t policy = 0;
  Hash policy_hash{};
  absl::Time time;
  std::vector<std::string> destroyed;
  std::vector<std::string> kept;
};

std::string certificate_of(const Deletion& deletion, const std::vector<seal::SigningKey>& keys);

// Whether one of `admin` and one of `staff` signed exactly this text.
absl::Status check_certificate(const std::string& text, const PublicKey& admin,
                               const std::vector<PublicKey>& staff);

}  // namespace desirepath::policy
