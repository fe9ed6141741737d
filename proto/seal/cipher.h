#pragma once

// `Cipher` encrypts values at rest: XChaCha20-Poly1305 with a fresh random nonce in front of each.
//
// The agent's state.db and the collector's stored keys use it. The name of a value is bound to it,
// so a value cannot be moved under another name.
//
// Errors: kDataLoss: the value was changed, cut, moved, or written under another key.
// Threads: immutable.

#include <string>

#include "absl/status/statusor.h"
#include "proto/seal/hash.h"
#include "proto/seal/octets.h"

namespace desirepath::seal {

class Cipher {
 public:
  explicit Cipher(const Key& key) : key_(key) {}
  Cipher(const Cipher&) = default;
  Cipher& operator=(const Cipher&) = default;
  ~Cipher() { wipe(key_); }

  static constexpr std::size_t kOverheadBytes = 24 + 16;

  [[nodiscard]] std::string encrypt(std::string_view value, std::string_view name) const;
  [[nodiscard]] absl::StatusOr<std::string> decrypt(std::string_view encrypted,
                                                    std::string_view name) const;

 private:
  Key key_;
};

}  // namespace desirepath::seal
