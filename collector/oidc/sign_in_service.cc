#include "collector/oidc/sign_in_service.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "collector/oidc/id_token.h"
#include "collector/oidc/json_text.h"
#include "collector/oidc/key_set.h"

namespace desirepath::oidc {
namespace {

using boost::json::object;

constexpr absl::Duration kFresh = absl::Hours(1);
constexpr absl::Duration kNotAgainBefore = absl::Minutes(1);
constexpr absl::Duration kFailureLasts = absl::Seconds(30);

// What discovery gave has been checked to be an address.
link::HttpAsked asked_for(const std::string& address) {
  link::HttpAsked asked;
  asked.address = *link::parse_web_address(address);
  asked.fields["Accept"] = "application/json";
  return asked;
}

absl::Status unexpected(std::string_view what, unsigned status) {
  return absl::UnavailableError(
      absl::StrCat(std::string(what), " answers ", status, "; try again, or look at its log"));
}

// Why no token was given, in the service's own word (RFC 6749, 5.2).
absl::Status refused(const link::HttpAnswer& answer) {
  const std::optional<object> body = json_object(answer.body);
  const std::string word = body ? member_text(*body, "error") : "";
  if (word == "invalid_client" || word == "unauthorized_client" || word == "invalid_request" ||
      word == "unsupported_grant_type") {
    return absl::FailedPreconditionError(
        absl::StrCat("the token endpoint says ", word,
                     "; compare sign_in.client_id, the secret and the redirect address with what "
                     "is registered there"));
  }
  if (word == "invalid_grant") {
    return absl::UnauthenticatedError("the code is used or too old; sign in again");
  }
  return unexpected("the token endpoint", answer.status);
}

}  // namespace

absl::Status SignInService::discover(absl::Time now) {
  if (discovery_ && discovered_ + kFresh > now) return absl::OkStatus();
  if (!failure_.ok() && failed_ <= now && now < failed_ + kFailureLasts) return failure_;
  failure_ = fetch_discovery(now);
  failed_ = now;
  return failure_;
}

absl::Status SignInService::fetch_discovery(absl::Time now) {
  const std::string address =
      absl::StrCat(absl::StripSuffix(settings_.issuer, "/"), "/.well-known/openid-configuration");
  const absl::StatusOr<link::HttpAnswer> answer = fetch_(asked_for(address));
  if (!answer.ok()) return answer.status();
  if (answer->status == 404) {
    return absl::FailedPreconditionError(
        absl::StrCat(address, ": there is no such document; check sign_in.issuer"));
  }
  if (answer->status != 200) return unexpected("its discovery", answer->status);
  absl::StatusOr<Discovery> discovery = parse_discovery(answer->body, settings_.issuer);
  if (!discovery.ok()) return discovery.status();
  discovery_ = *std::move(discovery);
  discovered_ = now;
  keys_.clear();
  keys_fetched_ = absl::InfinitePast();
  return absl::OkStatus();
}

absl::StatusOr<std::string> SignInService::begin(const Flow& flow, const std::string& back,
                                                 absl::Time now) {
  if (absl::Status s = discover(now); !s.ok()) return s;
  const std::string& address = discovery_->authorization;
  return absl::StrCat(address, address.find('?') == std::string::npos ? "?" : "&",
                      "response_type=code&client_id=", link::escaped(settings_.client_id),
                      "&redirect_uri=", link::escaped(back),
                      "&scope=", link::escaped(settings_.scope), "&state=", flow.state(),
                      "&nonce=", flow.nonce(), "&code_challenge=", flow.challenge(),
                      "&code_challenge_method=S256");
}

link::HttpAsked SignInService::token_request(const Flow& flow, const std::string& code,
                                             const std::string& back) const {
  link::HttpAsked asked = asked_for(discovery_->token);
  asked.method = "POST";
  asked.fields["Content-Type"] = "application/x-www-form-urlencoded";
  asked.body =
      absl::StrCat("grant_type=authorization_code&code=", link::escaped(code),
                   "&redirect_uri=", link::escaped(back), "&code_verifier=", flow.verifier());
  const std::string id = link::escaped(settings_.client_id);
  const std::string secret = link::escaped(settings_.client_secret);
  if (secret.empty() || discovery_->secret_in_body) {
    absl::StrAppend(&asked.body, "&client_id=", id);
    if (!secret.empty()) absl::StrAppend(&asked.body, "&client_secret=", secret);
  } else {
    asked.fields["Authorization"] =
        absl::StrCat("Basic ", absl::Base64Escape(absl::StrCat(id, ":", secret)));
  }
  return asked;
}

absl::StatusOr<object> SignInService::finish(const Flow& flow, const std::string& code,
                                             const std::string& back, absl::Time now) {
  if (code.empty()) {
    return absl::UnauthenticatedError("the service sent no code; sign in again");
  }
  if (absl::Status s = discover(now); !s.ok()) return s;
  const absl::StatusOr<link::HttpAnswer> answer = fetch_(token_request(flow, code, back));
  if (!answer.ok()) return answer.status();
  if (answer->status != 200) return refused(*answer);
  const std::optional<object> given = json_object(answer->body);
  const std::string token = given ? member_text(*given, "id_token") : "";
  if (token.empty()) {
    return absl::FailedPreconditionError(
        "the token endpoint gives no ID token; \"openid\" must stand in sign_in.scope");
  }
  absl::StatusOr<object> claims = claims_of(token, flow, now);
  if (!claims.ok()) return claims;
  if (!claims->contains(settings_.name_claim) || !claims->contains(settings_.group_claim)) {
    const absl::Status more = add_userinfo(member_text(*given, "access_token"), *claims);
    if (!more.ok()) return more;
  }
  return claims;
}

absl::Status SignInService::fetch_keys(absl::Time now) {
  const absl::StatusOr<link::HttpAnswer> answer = fetch_(asked_for(discovery_->keys));
  if (!answer.ok()) return answer.status();
  if (answer->status != 200) return unexpected("its key set", answer->status);
  absl::StatusOr<std::vector<PublicKey>> keys = parse_key_set(answer->body);
  if (!keys.ok()) return keys.status();
  keys_ = *std::move(keys);
  keys_fetched_ = now;
  return absl::OkStatus();
}

absl::StatusOr<object> SignInService::claims_of(const std::string& token, const Flow& flow,
                                                absl::Time now) {
  const Expected expected{settings_.issuer, settings_.client_id, flow.nonce(), now};
  if (keys_fetched_ + kFresh <= now) {
    if (absl::Status s = fetch_keys(now); !s.ok()) return s;
  }
  absl::StatusOr<object> claims = check_id_token(token, keys_, expected);
  if (absl::IsNotFound(claims.status()) && keys_fetched_ + kNotAgainBefore <= now) {
    if (absl::Status s = fetch_keys(now); !s.ok()) return s;
    claims = check_id_token(token, keys_, expected);
  }
  if (absl::IsNotFound(claims.status())) {
    return absl::UnauthenticatedError(claims.status().message());
  }
  return claims;
}

// Nothing of it replaces what the signed token says.
absl::Status SignInService::add_userinfo(const std::string& access_token, object& claims) {
  if (discovery_->userinfo.empty() || access_token.empty()) return absl::OkStatus();
  link::HttpAsked asked = asked_for(discovery_->userinfo);
  asked.fields["Authorization"] = absl::StrCat("Bearer ", access_token);
  const absl::StatusOr<link::HttpAnswer> answer = fetch_(asked);
  if (!answer.ok()) return answer.status();
  const std::optional<object> more =
      answer->status == 200 ? json_object(answer->body) : std::nullopt;
  if (!more) return unexpected("its userinfo", answer->status);
  if (member_text(*more, "sub") != member_text(claims, "sub")) {
    return absl::UnauthenticatedError("its userinfo speaks of somebody else than the ID token");
  }
  for (const std::string& name : {settings_.name_claim, settings_.group_claim}) {
    const boost::json::value* const given = more->if_contains(name);
    if (given != nullptr && !claims.contains(name)) claims[name] = *given;
  }
  return absl::OkStatus();
}

}  // namespace desirepath::oidc
