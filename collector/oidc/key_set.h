#pragma once

// `parse_key_set` reads the public keys of a sign-in service (JWKS).
//
// sign_in_service.cc fetches the document. Keys of other kinds or for other uses are passed over: a
// service may have keys that this side does not know.
//
// Source: RFC 7517; RFC 7518, 6.2 and 6.3. Limits: 64 keys. Errors: kFailedPrecondition: no JSON,
// or no key that RS256 or ES256 can use. Threads: a pure function.

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/oidc/signature.h"

namespace desirepath::oidc {

absl::StatusOr<std::vector<PublicKey>> parse_key_set(std::string_view json);

}  // namespace desirepath::oidc
