#include "proto/pki/join_token.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <vector>

#include "proto/pki/certificate.h"

namespace desirepath::pki {
namespace {

constexpr char kVersion[] = "dp1";

std::string base64url(const Digest& digest) {
  std::string text;
  absl::WebSafeBase64Escape(
      std::string(reinterpret_cast<const char*>(digest.data()), digest.size()), &text);
  return text;
}

bool read_base64url(const std::string& text, Digest& digest) {
  std::string octets;
  if (!absl::WebSafeBase64Unescape(text, &octets) || octets.size() != digest.size()) return false;
  std::copy(octets.begin(), octets.end(), digest.begin());
  // One text for each token: spare bits that say nothing must be zero.
  return base64url(digest) == text;
}

Digest sha256(const std::string& octets) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(octets.data()), octets.size(), digest.data());
  return digest;
}

}  // namespace

std::string JoinToken::text() const {
  return absl::StrCat(kVersion, ".", base64url(secret), ".", base64url(pin));
}

Digest JoinToken::lookup() const {
  return sha256(std::string(reinterpret_cast<const char*>(secret.data()), secret.size()));
}

absl::StatusOr<JoinToken> parse_join_token(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '.');
  JoinToken token;
  if (parts.size() != 3 || parts[0] != kVersion || !read_base64url(parts[1], token.secret) ||
      !read_base64url(parts[2], token.pin)) {
    return absl::InvalidArgumentError(
        "join token: not of the form dp1.<secret>.<hash>: copy the whole line that 'token create' "
        "printed");
  }
  return token;
}

JoinToken make_join_token(const Digest& pin) {
  JoinToken token;
  token.pin = pin;
  RAND_bytes(token.secret.data(), static_cast<int>(token.secret.size()));
  return token;
}

absl::StatusOr<Digest> trust_pin(const std::string& authority_pem, const std::string& signers) {
  const absl::StatusOr<Certificate> authority = parse_certificate(authority_pem);
  if (!authority.ok()) return authority.status();
  return sha256(absl::StrCat(authority->der, signers));
}

}  // namespace desirepath::pki
