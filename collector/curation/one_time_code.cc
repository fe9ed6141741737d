#include "collector/curation/one_time_code.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/pki/hmac_sha1.h"
#include "proto/seal/hash.h"

namespace desirepath::curation {
namespace {

constexpr std::int64_t kStepSeconds = 30;
constexpr std::uint32_t kCodes = 1'000'000;

// Percent-encoding of all but letters, digits and "-._~" (RFC 3986, section 2.3).
std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(octet) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      absl::StrAppendFormat(&out, "%%%02X", octet);
    }
  }
  return out;
}

}  // namespace

std::int64_t code_step(absl::Time now) { return absl::ToUnixSeconds(now) / kStepSeconds; }

std::string code_at(seal::Octets secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  auto rest = static_cast<std::uint64_t>(step);
  for (std::size_t i = counter.size(); i > 0; --i, rest >>= 8) {
    counter[i - 1] = static_cast<std::uint8_t>(rest & 0xff);
  }
  const auto digest = pki::hmac_sha1(secret, counter);
  const std::size_t offset = digest.back() & 0x0f;  // dynamic truncation, RFC 4226 section 5.3
  std::uint32_t number = digest[offset] & 0x7f;
  for (std::size_t i = 1; i < 4; ++i) number = number << 8 | digest[offset + i];
  return absl::StrFormat("%06d", number % kCodes);
}

std::optional<std::int64_t> step_of_code(seal::Octets secret, std::string_view code, absl::Time now,
                                         std::int64_t used) {
  std::optional<std::int64_t> found;
  const std::int64_t current = code_step(now);
  for (std::int64_t step = current - 1; step <= current + 1; ++step) {
    const std::string right = code_at(secret, step);
    const bool same = seal::same(seal::octets(right), seal::octets(code));
    if (same && step > used) found = step;
  }
  return found;
}

std::string secret_as_text(seal::Octets secret) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint8_t octet : secret) {
    bits = bits << 8 | octet;
    for (held += 8; held >= 5; held -= 5) text += kLetters[bits >> (held - 5) & 31U];
  }
  if (held > 0) text += kLetters[bits << (5 - held) & 31U];
  return text;
}

std::string enrolment_address(seal::Octets secret, const std::string& person,
                              const std::string& organisation) {
  const std::string issuer =
      encoded(organisation.empty() ? "Desirepath" : absl::StrCat("Desirepath ", organisation));
  return absl::StrCat("otpauth://totp/", issuer, ":", encoded(person),
                      "?secret=", secret_as_text(secret), "&issuer=", issuer);
}

}  // namespace desirepath::curation
