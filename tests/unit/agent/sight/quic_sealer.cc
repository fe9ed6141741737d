#include "tests/unit/agent/sight/quic_sealer.h"

#include <openssl/evp.h>

#include <array>

namespace desirepath::sight {

using wire::operator+;
using wire::Octets;

Octets crypto_frame(std::size_t offset, const Octets& data) {
  return Octets{6} + wire::u16(0x4000 | offset) + wire::u16(0x4000 | data.size()) + data;
}

Octets seal_initial(const InitialSpec& spec, Octets frames, std::size_t least) {
  if (frames.size() < least) frames.resize(least);
  wire::QuicOpener opener;
  const wire::QuicKeys keys = opener.derive(spec.dialect, spec.key_id);
  const bool is_version2 = spec.dialect == wire::QuicDialect::kVersion2;
  constexpr std::size_t kTag = 16;
  Octets header = Octets{static_cast<std::uint8_t>(is_version2 ? 0xd0 : 0xc0)} +
                  wire::u32(spec.version) + Octets{static_cast<std::uint8_t>(spec.id.size())} +
                  spec.id + Octets{0, static_cast<std::uint8_t>(spec.token.size())} + spec.token +
                  wire::u16(0x4000 | (1 + frames.size() + kTag));
  const std::size_t number_at = header.size();
  header.push_back(spec.number);

  std::array<std::uint8_t, 12> nonce = keys.iv;
  nonce[11] ^= spec.number;
  Octets sealed(frames.size() + kTag);
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  int length = 0;
  EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), nullptr, keys.key.data(), nonce.data());
  EVP_EncryptUpdate(context, nullptr, &length, header.data(), static_cast<int>(header.size()));
  EVP_EncryptUpdate(context, sealed.data(), &length, frames.data(),
                    static_cast<int>(frames.size()));
  EVP_EncryptFinal_ex(context, sealed.data() + length, &length);
  EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTag, sealed.data() + frames.size());

  std::array<std::uint8_t, 16> mask{};
  EVP_EncryptInit_ex(context, EVP_aes_128_ecb(), nullptr, keys.header_key.data(), nullptr);
  EVP_EncryptUpdate(context, mask.data(), &length, sealed.data() + 3, 16);  // one octet of number
  EVP_CIPHER_CTX_free(context);
  header[0] = static_cast<std::uint8_t>(header[0] ^ (mask[0] & 0x0f));
  header[number_at] = static_cast<std::uint8_t>(header[number_at] ^ mask[1]);
  return header + sealed;
}

}  // namespace desirepath::sight
