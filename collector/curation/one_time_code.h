#pragma once

// The six digits that an authenticator shows: time-based one-time passwords.
//
// `second_factors.h` checks what a person types with them, and shows a new secret once as text and
// as the address that authenticators read. The defaults that all of them know: SHA-1, six digits,
// steps of 30 s.
//
// Source: RFC 6238, RFC 4226; RFC 4648 (Base32); the otpauth address is a convention of the
// authenticators. Limits: a code counts one step early and one late. Threads: pure functions.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "proto/seal/octets.h"

namespace desirepath::curation {

using CodeSecret = std::array<std::uint8_t, 20>;  // as long as the hash, RFC 4226 section 4

std::int64_t code_step(absl::Time now);
std::string code_at(seal::Octets secret, std::int64_t step);

// The step whose code this is; nothing where it is none around `now`, or not later than `used`:
// what was used once is used up, and all before it.
std::optional<std::int64_t> step_of_code(seal::Octets secret, std::string_view code, absl::Time now,
                                         std::int64_t used);

// Base32 without padding.
std::string secret_as_text(seal::Octets secret);

// otpauth://totp/…: `organisation` is what the authenticator shows beside the name.
std::string enrolment_address(seal::Octets secret, const std::string& person,
                              const std::string& organisation);

}  // namespace desirepath::curation
