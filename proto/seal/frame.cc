#include "proto/seal/frame.h"

#include <sodium.h>

#include <algorithm>

#include "absl/status/status.h"

namespace desirepath::seal {
static_assert(kSealedBytes == kPlainBytes + crypto_box_SEALBYTES);

absl::StatusOr<Plain> pad(std::string_view message) {
  if (message.size() > kMessageBytes) {
    return absl::InvalidArgumentError(
        "message is longer than the 318 octets a frame holds: split it");
  }
  Plain plain{};
  plain[0] = static_cast<std::uint8_t>(message.size() & 0xff);
  plain[1] = static_cast<std::uint8_t>(message.size() >> 8);
  std::copy(message.begin(), message.end(), plain.begin() + 2);
  return plain;
}

absl::StatusOr<std::string> unpad(const Plain& plain) {
  const std::size_t length = static_cast<std::size_t>(plain[0]) | static_cast<std::size_t>(plain[1])
                                                                      << 8;
  if (length > kMessageBytes)
    return absl::InvalidArgumentError("frame names a length beyond its end");
  const Octets rest = Octets(plain).subspan(2 + length);
  if (std::any_of(rest.begin(), rest.end(), [](std::uint8_t octet) { return octet != 0; })) {
    return absl::InvalidArgumentError("frame is not padded with zeros");
  }
  return std::string(text(Octets(plain).subspan(2, length)));
}

absl::StatusOr<Sealed> seal_frame(const Plain& plain, const Key& public_key, const Key& seed) {
  Key ephemeral_public{};
  Key ephemeral_secret{};
  crypto_box_seed_keypair(ephemeral_public.data(), ephemeral_secret.data(), seed.data());
  std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, ephemeral_public.data(), ephemeral_public.size());
  crypto_generichash_update(&state, public_key.data(), public_key.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  Sealed sealed{};
  std::copy(ephemeral_public.begin(), ephemeral_public.end(), sealed.begin());
  const int failed =
      crypto_box_easy(sealed.data() + ephemeral_public.size(), plain.data(), plain.size(),
                      nonce.data(), public_key.data(), ephemeral_secret.data());
  wipe(ephemeral_secret);
  if (failed != 0)
    return absl::InvalidArgumentError("the window's key is not a key: fetch the policy anew");
  return sealed;
}

absl::StatusOr<Plain> open_frame(Octets sealed, const SealingKeyPair& key) {
  Plain plain{};
  if (sealed.size() != kSealedBytes)
    return absl::InvalidArgumentError("sealed frame is not 368 octets");
  if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), key.public_key.data(),
                           key.secret_key.data()) != 0) {
    return absl::InvalidArgumentError("sealed frame does not open with this window's key");
  }
  return plain;
}

}  // namespace desirepath::seal
