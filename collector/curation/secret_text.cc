#include "collector/curation/secret_text.h"

#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"
#include "proto/seal/random.h"

namespace desirepath::curation {

std::string new_secret() {
  seal::Key octets{};
  seal::random_bytes(octets);
  return seal::to_base64(octets);
}

seal::Key hash_of_secret(std::string_view secret) { return seal::hash(secret); }

}  // namespace desirepath::curation
