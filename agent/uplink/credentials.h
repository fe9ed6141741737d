#pragma once

// `Credentials` are what a device shows to the gate and what it holds the gate against.
//
// `enroll` writes them to DIR/uplink, `session` reads them, renewal replaces them: device.key
// (0600), device.pem, ca.pem, gate (HOST:PORT), signers (Ed25519 keys, concatenated), token (0600,
// for re-enrolment after expiry). Each file is written aside and renamed; the key after the
// certificate, and a key that a crash left aside is found again. In tests/fleet they stay in
// memory.
//
// Errors: kNotFound (not enrolled), kUnavailable (the disk). Threads: values.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <filesystem>
#include <string>

namespace desirepath::uplink {

struct Credentials {
  std::string gate;  // HOST:PORT
  std::string key_pem;
  std::string certificate_pem;
  std::string authorities_pem;  // two during rotation
  std::string signers;          // of the policy
  std::string token;            // the join token that made them
};

absl::StatusOr<Credentials> load_credentials(const std::filesystem::path& state_dir);
absl::Status store_credentials(const Credentials& credentials,
                               const std::filesystem::path& state_dir);

}  // namespace desirepath::uplink
