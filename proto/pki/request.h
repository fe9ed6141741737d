#pragma once

// A key pair and the request (PKCS #10) a device or a server sends to have it certified.
//
// Keys are ECDSA P-256: small certificates, fast handshakes, and every TLS 1.3 peer knows them. The
// request's subject is empty: who answers it chooses a random one, so that no name of a machine can
// slip into a certificate.
//
// Source: RFC 2986, RFC 5480. Errors: kInternal (no randomness). Threads: any.

#include <absl/status/statusor.h>

#include <string>

namespace desirepath::pki {

struct KeyAndRequest {
  std::string key_pem;      // PKCS #8
  std::string request_der;  // PKCS #10
};

absl::StatusOr<KeyAndRequest> make_key_and_request();

}  // namespace desirepath::pki
