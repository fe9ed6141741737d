#pragma once

// `Flow` is one sign-in on its way through the sign-in service: a secret that this browser keeps in
// a cookie, and what is made of it.
//
// The state comes back in the address, the nonce in the ID token, the verifier proves at the token
// endpoint that whoever brings the code began the sign-in. All three are hashes of the secret, so
// the collector keeps nothing meanwhile: nobody can fill a table by beginning sign-ins, and a
// restart loses none.
//
// Source: RFC 7636 (PKCE, S256), RFC 6749 10.12, OpenID Connect Core 3.1.2.1. Threads: pure values.

#include <string>

namespace desirepath::oidc {

struct Flow {
  std::string secret;  // 43 letters of base64url

  [[nodiscard]] std::string state() const;
  [[nodiscard]] std::string nonce() const;
  [[nodiscard]] std::string verifier() const;
  [[nodiscard]] std::string challenge() const;  // of the verifier, by S256
};

Flow new_flow();

}  // namespace desirepath::oidc
