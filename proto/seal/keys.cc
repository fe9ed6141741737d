#include "proto/seal/keys.h"

#include <sodium.h>

#include <algorithm>

namespace desirepath::seal {

Key SigningKey::seed() const {
  Key seed{};
  std::copy_n(secret_key.begin(), seed.size(), seed.begin());
  return seed;
}

SealingKeyPair generate_sealing_key() {
  Random system;
  return generate_sealing_key(system);
}

SealingKeyPair generate_sealing_key(Random& random) {
  Key secret = random.octets<32>();
  SealingKeyPair pair = sealing_key_from_secret(secret);
  wipe(secret);
  return pair;
}

SealingKeyPair sealing_key_from_secret(const Key& secret_key) {
  SealingKeyPair pair;
  pair.secret_key = secret_key;
  crypto_scalarmult_base(pair.public_key.data(), pair.secret_key.data());
  return pair;
}

SigningKey make_signing_key() {
  Key seed{};
  random_bytes(seed);
  SigningKey key = signing_key_from_seed(seed);
  wipe(seed);
  return key;
}

SigningKey signing_key_from_seed(const Key& seed) {
  SigningKey key;
  crypto_sign_seed_keypair(key.public_key.data(), key.secret_key.data(), seed.data());
  return key;
}

Signature sign(Octets message, const SigningKey& key) {
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                       key.secret_key.data());
  return signature;
}

bool verify(Octets message, Octets signature, const Key& public_key) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     public_key.data()) == 0;
}

}  // namespace desirepath::seal
