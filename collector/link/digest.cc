#include "collector/link/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace desirepath::link {

seal::Key sha256(std::string_view text) {
  seal::Key out{};
  EVP_Digest(text.data(), text.size(), out.data(), nullptr, EVP_sha256(), nullptr);
  return out;
}

seal::Key hmac_sha256(std::string_view key, std::string_view text) {
  seal::Key out{};
  unsigned size = 0;
  const seal::Octets octets = seal::octets(text);
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets.data(), octets.size(),
       out.data(), &size);
  return out;
}

}  // namespace desirepath::link
