#include "proto/seal/password.h"

#include <sodium.h>

#include <array>

#include "absl/status/status.h"

namespace desirepath::seal {

absl::StatusOr<std::string> hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return absl::ResourceExhaustedError(
        "no 64 MiB of memory for hashing a password: free some and try again");
  }
  return std::string(out.data());
}

bool check_password(std::string_view password, const std::string& stored) {
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

}  // namespace desirepath::seal
