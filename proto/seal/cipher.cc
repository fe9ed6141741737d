#include "proto/seal/cipher.h"

#include <sodium.h>

#include "absl/status/status.h"
#include "proto/seal/random.h"

namespace desirepath::seal {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(Cipher::kOverheadBytes == kNonce + kTag);

}  // namespace

std::string Cipher::encrypt(std::string_view value, std::string_view name) const {
  std::string out(value.size() + kOverheadBytes, '\0');
  auto* const octets_out = reinterpret_cast<std::uint8_t*>(out.data());
  random_bytes({octets_out, kNonce});
  crypto_aead_xchacha20poly1305_ietf_encrypt(octets_out + kNonce, nullptr, octets(value).data(),
                                             value.size(), octets(name).data(), name.size(),
                                             nullptr, octets_out, key_.data());
  return out;
}

absl::StatusOr<std::string> Cipher::decrypt(std::string_view encrypted,
                                            std::string_view name) const {
  if (encrypted.size() < kOverheadBytes) return absl::DataLossError("encrypted value is cut short");
  const Octets in = octets(encrypted);
  std::string out(encrypted.size() - kOverheadBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          reinterpret_cast<std::uint8_t*>(out.data()), nullptr, nullptr, in.data() + kNonce,
          in.size() - kNonce, octets(name).data(), name.size(), in.data(), key_.data()) != 0) {
    return absl::DataLossError("encrypted value was changed or belongs to another key");
  }
  return out;
}

}  // namespace desirepath::seal
