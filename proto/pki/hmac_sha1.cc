#include "proto/pki/hmac_sha1.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace desirepath::pki {

std::array<std::uint8_t, 20> hmac_sha1(seal::Octets key, seal::Octets message) {
  std::array<std::uint8_t, 20> digest{};
  unsigned length = digest.size();
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
       digest.data(), &length);
  return digest;
}

}  // namespace desirepath::pki
