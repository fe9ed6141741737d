#pragma once

// `verifies` checks the signature of an ID token with a public key of the sign-in service.
//
// id_token.cc calls it. Two algorithms are taken, RS256 and ES256: every service offers one of
// them, and a token cannot talk this side into a weaker one.
//
// Source: RFC 7518, 3.3 and 3.4. Limits: RSA keys of 2,048 to 8,192 bits. Errors: false, whatever
// is wrong. The one door of this room to OpenSSL. Threads: a pure function.

#include <string>
#include <string_view>

namespace desirepath::oidc {

enum class Algorithm { kRs256, kEs256 };

// Octets, most significant first. RS256: modulus and exponent; ES256: x and y of a point on P-256.
struct PublicKey {
  std::string id;  // "kid"; empty: none
  Algorithm algorithm = Algorithm::kRs256;
  std::string first;
  std::string second;
};

bool verifies(const PublicKey& key, std::string_view text, std::string_view signature);

}  // namespace desirepath::oidc
