#pragma once

// `check_id_token` gives the claims of an ID token after everything about it has been checked: the
// signature, who issued it, for whom, until when, and that it answers this sign-in.
//
// sign_in_service.cc hands in what the token endpoint answered.
//
// Source: OpenID Connect Core 1.0, 3.1.3.7; RFC 7515, RFC 7519. Limits: 16 KiB; clocks may differ
// by two minutes; an ID token older than ten minutes is refused. Errors: kNotFound: no key of the
// token's id (fetch the keys again, once); kUnauthenticated: everything else, and what does not
// hold. Threads: a pure function.

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/oidc/signature.h"

namespace desirepath::oidc {

struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  absl::Time now;
};

absl::StatusOr<boost::json::object> check_id_token(std::string_view token,
                                                   const std::vector<PublicKey>& keys,
                                                   const Expected& expected);

}  // namespace desirepath::oidc
