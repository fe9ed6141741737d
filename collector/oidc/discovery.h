#pragma once

// `parse_discovery` reads the document in which a sign-in service says where its endpoints are.
//
// sign_in_service.cc fetches it from the issuer of the settings; a document that names another
// issuer is not believed, whoever sent it.
//
// Source: OpenID Connect Discovery 1.0, 3 and 4.3. Errors: kFailedPrecondition names the member.
// Threads: a pure function.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::oidc {

struct Discovery {
  std::string authorization;  // https addresses
  std::string token;
  std::string keys;
  std::string userinfo;         // empty: none
  bool secret_in_body = false;  // the token endpoint takes client_secret_post, not basic
};

absl::StatusOr<Discovery> parse_discovery(std::string_view json, const std::string& issuer);

}  // namespace desirepath::oidc
