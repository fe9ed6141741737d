#include "proto/seal/encoding.h"

#include <sodium.h>

#include <algorithm>

#include "absl/status/status.h"

namespace desirepath::seal {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string to_hex(Octets octets) {
  std::string hex(octets.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), octets.data(), octets.size());
  hex.pop_back();
  return hex;
}

absl::StatusOr<std::string> from_hex(std::string_view hex) {
  std::string out(hex.size() / 2, '\0');
  std::size_t length = 0;
  if (hex.size() % 2 != 0 ||
      sodium_hex2bin(reinterpret_cast<std::uint8_t*>(out.data()), out.size(), hex.data(),
                     hex.size(), nullptr, &length, nullptr) != 0 ||
      length != out.size()) {
    return absl::InvalidArgumentError("not hex: give pairs of the digits 0-9 and a-f");
  }
  return out;
}

std::string to_base64(Octets octets) {
  std::string base64(sodium_base64_encoded_len(octets.size(), kVariant), '\0');
  sodium_bin2base64(base64.data(), base64.size(), octets.data(), octets.size(), kVariant);
  base64.pop_back();
  return base64;
}

absl::StatusOr<std::string> from_base64(std::string_view base64) {
  std::string out(base64.size() * 3 / 4 + 1, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<std::uint8_t*>(out.data()), out.size(), base64.data(),
                        base64.size(), nullptr, &length, nullptr, kVariant) != 0) {
    return absl::InvalidArgumentError("not base64url without padding: copy it whole");
  }
  out.resize(length);
  return out;
}

absl::StatusOr<Key> key_from_hex(std::string_view hex) {
  const absl::StatusOr<std::string> octets = from_hex(hex);
  if (!octets.ok()) return octets.status();
  Key key{};
  if (octets->size() != key.size())
    return absl::InvalidArgumentError("not 32 octets: give 64 digits of hex");
  std::copy(octets->begin(), octets->end(), key.begin());
  return key;
}

}  // namespace desirepath::seal
