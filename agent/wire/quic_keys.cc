#include "agent/wire/quic_keys.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace desirepath::wire {
namespace {

using Secret = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 20>;

// In the order of QuicDialect: RFC 9001, 5.2; RFC 9369, 3.3.1; drafts 29, 23 and 22, 5.2; the last
// three as Chromium's QUIC has them.
constexpr Salt kSalts[kQuicDialects] = {
    {0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17,
     0x9a, 0xe6, 0xa4, 0xc8, 0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a},
    {0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93,
     0x81, 0xbe, 0x6e, 0x26, 0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9},
    {0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97,
     0x86, 0xf1, 0x9c, 0x61, 0x11, 0xe0, 0x43, 0x90, 0xa8, 0x99},
    {0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7,
     0xd2, 0x43, 0x2b, 0xb4, 0x63, 0x65, 0xbe, 0xf9, 0xf5, 0x02},
    {0x7f, 0xbc, 0xdb, 0x0e, 0x7c, 0x66, 0xbb, 0xe9, 0x19, 0x3a,
     0x96, 0xcd, 0x21, 0x51, 0x9e, 0xbd, 0x7a, 0x02, 0x64, 0x4a},
    {0x50, 0x45, 0x74, 0xef, 0xd0, 0x66, 0xfe, 0x2f, 0x9d, 0x94,
     0x5c, 0xfc, 0xdb, 0xd3, 0xa7, 0xf0, 0xd3, 0xb5, 0x6b, 0x45},
    {0x7f, 0xf5, 0x79, 0xe5, 0xac, 0xd0, 0x72, 0x91, 0x55, 0x80,
     0x30, 0x4c, 0x43, 0xa2, 0x36, 0x7c, 0x60, 0x48, 0x83, 0x10},
    {0x7a, 0x4e, 0xde, 0xf4, 0xe7, 0xcc, 0xee, 0x5f, 0xa4, 0x50,
     0x6c, 0x19, 0x12, 0x4f, 0xc8, 0xcc, 0xda, 0x6e, 0x03, 0x3d},
};

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSampleBytes = 16;
constexpr std::size_t kMostNumberBytes = 4;

struct ClearHeader {
  std::uint8_t first = 0;
  Bytes middle;  // between the first octet and the packet number
  Bytes number;
};

}  // namespace

class QuicOpener::Library {
 public:
  Library()
      : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
        aead_(EVP_CIPHER_fetch(nullptr, "AES-128-GCM", nullptr)),
        block_(EVP_CIPHER_fetch(nullptr, "AES-128-ECB", nullptr)),
        hash_(EVP_MD_CTX_new()),
        opener_(EVP_CIPHER_CTX_new()),
        masker_(EVP_CIPHER_CTX_new()) {
    EVP_DigestInit_ex(hash_, digest_, nullptr);
    EVP_DecryptInit_ex(opener_, aead_, nullptr, nullptr, nullptr);
    EVP_EncryptInit_ex(masker_, block_, nullptr, nullptr, nullptr);
    EVP_CIPHER_CTX_set_padding(masker_, 0);
  }
  ~Library() {
    EVP_CIPHER_CTX_free(masker_);
    EVP_CIPHER_CTX_free(opener_);
    EVP_MD_CTX_free(hash_);
    EVP_CIPHER_free(block_);
    EVP_CIPHER_free(aead_);
    EVP_MD_free(digest_);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  // HMAC-SHA-256 (RFC 2104). The contexts are started again, never made anew.
  Secret hmac(Bytes key, Bytes message) noexcept {
    Secret secret{};
    std::array<std::uint8_t, kBlockBytes> pad;
    for (const std::uint8_t flip : {std::uint8_t{0x36}, std::uint8_t{0x5c}}) {
      pad.fill(flip);
      for (std::size_t i = 0; i < key.size(); ++i) {
        pad[i] = static_cast<std::uint8_t>(key[i] ^ flip);
      }
      EVP_DigestInit_ex(hash_, nullptr, nullptr);
      EVP_DigestUpdate(hash_, pad.data(), pad.size());
      EVP_DigestUpdate(hash_, message.data(), message.size());
      EVP_DigestFinal_ex(hash_, secret.data(), nullptr);
      message = secret;
    }
    return secret;
  }

  // HKDF-Expand-Label with an empty context and one block of output (RFC 8446, 7.1).
  Secret expand(const Secret& secret, std::string_view label, std::uint8_t length) noexcept {
    constexpr std::string_view kPrefix = "tls13 ";
    std::array<std::uint8_t, 32> info{};
    std::size_t size = 0;
    info[size++] = 0;
    info[size++] = length;
    info[size++] = static_cast<std::uint8_t>(kPrefix.size() + label.size());
    for (const std::string_view part : {kPrefix, label}) {
      std::memcpy(info.data() + size, part.data(), part.size());
      size += part.size();
    }
    info[size++] = 0;  // context
    info[size++] = 1;  // the first block
    return hmac(secret, Bytes{info.data(), size});
  }

  // The mask of RFC 9001, 5.4.3.
  std::array<std::uint8_t, kSampleBytes> mask(Bytes key, Bytes sample) noexcept {
    std::array<std::uint8_t, kSampleBytes> out{};
    int length = 0;
    EVP_EncryptInit_ex(masker_, nullptr, nullptr, key.data(), nullptr);
    EVP_EncryptUpdate(masker_, out.data(), &length, sample.data(), kSampleBytes);
    return out;
  }

  // RFC 9001, 5.3: the header, with its first octet and its number clear, is what is authenticated.
  Parsed<Bytes> decrypt(const QuicKeys& keys, const ClearHeader& header, Bytes sealed) noexcept {
    std::array<std::uint8_t, 12> nonce = keys.iv;
    const Bytes number = header.number;
    for (std::size_t i = 0; i < number.size(); ++i) {
      nonce[nonce.size() - number.size() + i] ^= number[i];
    }
    EVP_DecryptInit_ex(opener_, nullptr, nullptr, keys.key.data(), nonce.data());
    int length = 0;
    for (const Bytes part : {Bytes{&header.first, 1}, header.middle, number}) {
      EVP_DecryptUpdate(opener_, nullptr, &length, part.data(), static_cast<int>(part.size()));
    }
    const Bytes body = sealed.first(sealed.size() - kTagBytes);
    EVP_DecryptUpdate(opener_, opened_.data(), &length, body.data(), static_cast<int>(body.size()));
    std::array<std::uint8_t, kTagBytes> tag;
    std::copy_n(sealed.data() + body.size(), kTagBytes, tag.data());
    EVP_CIPHER_CTX_ctrl(opener_, EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data());
    int end = 0;
    if (EVP_DecryptFinal_ex(opener_, opened_.data() + length, &end) != 1) {
      return ParseError::kForeign;
    }
    return Bytes{opened_.data(), body.size()};
  }

 private:
  EVP_MD* digest_;
  EVP_CIPHER* aead_;
  EVP_CIPHER* block_;
  EVP_MD_CTX* hash_;
  EVP_CIPHER_CTX* opener_;
  EVP_CIPHER_CTX* masker_;
  std::array<std::uint8_t, kMostPacketBytes> opened_;
};

QuicOpener::QuicOpener() : library_(std::make_unique<Library>()) {}
QuicOpener::~QuicOpener() = default;

QuicKeys QuicOpener::derive(QuicDialect dialect, Bytes destination_id) noexcept {
  const bool is_version2 = dialect == QuicDialect::kVersion2;
  const Secret initial = library_->hmac(kSalts[static_cast<std::size_t>(dialect)], destination_id);
  const Secret client = library_->expand(initial, "client in", 32);
  const Secret key = library_->expand(client, is_version2 ? "quicv2 key" : "quic key", 16);
  const Secret iv = library_->expand(client, is_version2 ? "quicv2 iv" : "quic iv", 12);
  const Secret header = library_->expand(client, is_version2 ? "quicv2 hp" : "quic hp", 16);
  QuicKeys keys;
  std::copy_n(key.begin(), keys.key.size(), keys.key.begin());
  std::copy_n(iv.begin(), keys.iv.size(), keys.iv.begin());
  std::copy_n(header.begin(), keys.header_key.size(), keys.header_key.begin());
  return keys;
}

Parsed<Bytes> QuicOpener::open(const QuicKeys& keys, const QuicPacket& packet) noexcept {
  const Bytes bytes = packet.packet;
  const std::size_t number_at = packet.packet_number_at;
  const std::size_t sample_at = number_at + kMostNumberBytes;
  if (number_at == 0 || bytes.size() < sample_at + kSampleBytes ||
      bytes.size() > kMostPacketBytes) {
    return ParseError::kMalformed;
  }
  const auto mask = library_->mask(keys.header_key, bytes.subspan(sample_at, kSampleBytes));
  ClearHeader header;
  header.first = static_cast<std::uint8_t>(bytes[0] ^ (mask[0] & 0x0f));
  header.middle = bytes.subspan(1, number_at - 1);
  const std::size_t number_bytes = (header.first & 3U) + 1U;
  std::array<std::uint8_t, kMostNumberBytes> number{};
  for (std::size_t i = 0; i < number_bytes; ++i) {
    number[i] = static_cast<std::uint8_t>(bytes[number_at + i] ^ mask[i + 1]);
  }
  header.number = Bytes{number.data(), number_bytes};
  return library_->decrypt(keys, header, bytes.subspan(number_at + number_bytes));
}

}  // namespace desirepath::wire
