#pragma once

// What the gate, the uplink and the tests ask of a certificate.
//
// Errors: kInvalidArgument (not a PEM certificate). Threads: any.

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace desirepath::pki {

// A device over all its certificates: the first half of SHA-256 over the subject's DER form.
using DeviceId = std::array<std::uint8_t, 16>;

struct Certificate {
  DeviceId device{};
  std::string subject;  // its common name
  std::string serial;   // lower-case hex
  absl::Time not_before;
  absl::Time not_after;
  std::vector<std::string> dns_names;
  std::vector<std::string> addresses;  // "10.0.0.5"
  std::string der;

  // Two thirds of its life are over.
  [[nodiscard]] bool due_for_renewal(absl::Time now) const;
};

absl::StatusOr<Certificate> parse_certificate(const std::string& pem);

// Each certificate of a PEM file, in order, as PEM of its own.
std::vector<std::string> split_pem(const std::string& pem);

// Whether the private key is the certificate's.
bool belongs(const std::string& key_pem, const std::string& certificate_pem);

// Whether `certificate_pem` was issued by one of `authorities_pem` and is valid at `now`.
absl::Status verify_issued(const std::string& certificate_pem, const std::string& authorities_pem,
                           absl::Time now);

}  // namespace desirepath::pki
