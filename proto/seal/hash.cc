#include "proto/seal/hash.h"

#include <sodium.h>

namespace desirepath::seal {

Key hash(std::initializer_list<Octets> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
  for (const Octets part : parts) crypto_generichash_update(&state, part.data(), part.size());
  Key result{};
  crypto_generichash_final(&state, result.data(), result.size());
  return result;
}

Key hash(Octets whole) { return hash({whole}); }

Key hash(std::string_view whole) { return hash({octets(whole)}); }

bool same(Octets left, Octets right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

void wipe(std::span<std::uint8_t> secret) { sodium_memzero(secret.data(), secret.size()); }

}  // namespace desirepath::seal
