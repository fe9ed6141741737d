#pragma once

// Signing keys as files: a secret one of two lines, readable by its owner only, and a public one
// beside it.
//
//   admin.key      "desirepath ed25519 secret key · admin" and 64 hex digits (the seed)
//   admin.key.pub  "desirepath ed25519 public key · admin" and 64 hex digits
//
// `init` and `policy keygen` write them, `policy sign` and the collector read them. The staff's
// secret file belongs on another machine than the collector's.
//
// Errors: kInvalidArgument (not such a file), those of atomic_file.h; the text names the file.

#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "proto/policy/policy.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

// Makes a key and both files; neither may exist.
absl::StatusOr<seal::SigningKey> make_key_files(const std::filesystem::path& path,
                                                const std::string& role);

absl::StatusOr<seal::SigningKey> read_key_file(const std::filesystem::path& path);

// Takes a public key's file or 64 hex digits.
absl::StatusOr<PublicKey> read_public_key(const std::string& file_or_hex);

}  // namespace desirepath::policy
