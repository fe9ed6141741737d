#pragma once

// The join token: what an administrator hands to a device so that it may enrol once, and knows whom
// it trusts.
//
//   dp1.<secret>.<pin>     secret: 32 random octets · pin: SHA-256(authority's DER ‖ policy
//   signers)
//
// both in base64url without padding. The gate knows the secret by its hash only. The device uses
// the pin before it shows the secret to anybody: it asks the gate for authority and signers,
// compares, and only then opens the connection on which it enrols.
//
// Source: privacy.md, Decisions 10. Errors: kInvalidArgument. Threads: values.

#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <string>

namespace desirepath::pki {

using Digest = std::array<std::uint8_t, 32>;

struct JoinToken {
  Digest secret{};
  Digest pin{};

  [[nodiscard]] std::string text() const;
  // What the gate stores: SHA-256 of the secret.
  [[nodiscard]] Digest lookup() const;
};

absl::StatusOr<JoinToken> parse_join_token(const std::string& text);

// A token with a fresh secret.
JoinToken make_join_token(const Digest& pin);

// `authority_pem`: one certificate. `signers`: the policy's Ed25519 keys, concatenated.
absl::StatusOr<Digest> trust_pin(const std::string& authority_pem, const std::string& signers);

}  // namespace desirepath::pki
