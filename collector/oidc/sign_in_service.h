#pragma once

// `SignInService` speaks with the organisation's own sign-in service by OpenID Connect: where to
// send the browser, and who it was that came back.
//
// workplace/service_desk.cc is its user. Discovery and keys are fetched when first needed and again
// after an hour; keys also when a token is signed with one that is not known yet, at most once a
// minute. A discovery that failed is not tried again for half a minute: strangers can ask for it,
// and a service that hangs would hold each of them for as long as a fetch may take.
//
// Source: OpenID Connect Core 1.0, 3.1 (authorisation code flow); RFC 6749, RFC 7636, RFC 9207 (iss
// of the answer). Limits: those of http_call.h for each fetch. Errors: kUnavailable: the service
// does not answer; kFailedPrecondition: the settings here or there are wrong; kUnauthenticated: the
// code or the token does not hold. Threads: one at a time; calls wait for the service.

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/link/http_call.h"
#include "collector/oidc/claims.h"
#include "collector/oidc/discovery.h"
#include "collector/oidc/flow.h"
#include "collector/oidc/signature.h"

namespace desirepath::oidc {

struct ServiceSettings {
  std::string issuer;
  std::string label;  // on the button
  std::string client_id;
  std::string client_secret;  // empty: a public client, proved by PKCE alone
  std::string authorities;    // PEM file; empty: the system's
  std::string scope = "openid profile email";
  std::string name_claim = "preferred_username";
  std::string group_claim = "groups";
  std::vector<RoleRule> roles;
};

using Fetch = std::function<absl::StatusOr<link::HttpAnswer>(const link::HttpAsked&)>;

class SignInService {
 public:
  SignInService(ServiceSettings settings, Fetch fetch)
      : settings_(std::move(settings)), fetch_(std::move(fetch)) {}

  // Where the browser goes; it comes back to `back` with a code.
  absl::StatusOr<std::string> begin(const Flow& flow, const std::string& back, absl::Time now);
  // The claims of whoever brought `code`; those of the userinfo endpoint too, where the name or the
  // groups are not in the token.
  absl::StatusOr<boost::json::object> finish(const Flow& flow, const std::string& code,
                                             const std::string& back, absl::Time now);

  [[nodiscard]] const ServiceSettings& settings() const { return settings_; }

 private:
  absl::Status discover(absl::Time now);
  absl::Status fetch_discovery(absl::Time now);
  absl::Status fetch_keys(absl::Time now);
  absl::StatusOr<boost::json::object> claims_of(const std::string& token, const Flow& flow,
                                                absl::Time now);
  absl::Status add_userinfo(const std::string& access_token, boost::json::object& claims);
  [[nodiscard]] link::HttpAsked token_request(const Flow& flow, const std::string& code,
                                              const std::string& back) const;

  const ServiceSettings settings_;
  const Fetch fetch_;
  std::optional<Discovery> discovery_;
  absl::Time discovered_ = absl::InfinitePast();
  absl::Status failure_;  // of the newest discovery
  absl::Time failed_ = absl::InfinitePast();
  std::vector<PublicKey> keys_;
  absl::Time keys_fetched_ = absl::InfinitePast();
};

}  // namespace desirepath::oidc
