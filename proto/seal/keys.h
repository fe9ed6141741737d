#pragma once

// Key pairs: X25519 for the weekly seal, Ed25519 for the signed documents.
//
// The collector makes sealing keys and destroys them at freeze; administrators and staff make
// signing keys. Both structs wipe their secret when they go away.
//
// Source: RFC 7748, RFC 8032; libsodium crypto_box, crypto_sign.

#include <array>

#include "proto/seal/hash.h"
#include "proto/seal/octets.h"
#include "proto/seal/random.h"

namespace desirepath::seal {

struct SealingKeyPair {
  Key public_key{};
  Key secret_key{};

  SealingKeyPair() = default;
  SealingKeyPair(const SealingKeyPair&) = default;
  SealingKeyPair& operator=(const SealingKeyPair&) = default;
  ~SealingKeyPair() { wipe(secret_key); }
};

using Signature = std::array<std::uint8_t, 64>;

struct SigningKey {
  Key public_key{};
  std::array<std::uint8_t, 64> secret_key{};  // the seed, then the public key

  SigningKey() = default;
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey() { wipe(secret_key); }

  // The 32 octets from which `signing_key_from_seed` makes this key again: what a key file holds.
  [[nodiscard]] Key seed() const;
};

SealingKeyPair generate_sealing_key();
SealingKeyPair generate_sealing_key(Random& random);
// The pair of a stored secret.
SealingKeyPair sealing_key_from_secret(const Key& secret_key);

SigningKey make_signing_key();
SigningKey signing_key_from_seed(const Key& seed);

Signature sign(Octets message, const SigningKey& key);
bool verify(Octets message, Octets signature, const Key& public_key);

}  // namespace desirepath::seal
