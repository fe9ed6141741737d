#include "collector/oidc/id_token.h"

#include <boost/json/array.hpp>
#include <cmath>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/oidc/json_text.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::oidc {
namespace {

using boost::json::object;
using boost::json::value;

constexpr std::size_t kLongest = 16384;
constexpr absl::Duration kClocksDiffer = absl::Minutes(2);
constexpr absl::Duration kOldest = absl::Minutes(10);

absl::Status wrong(std::string_view what) {
  return absl::UnauthenticatedError(absl::StrCat("the ID token ", std::string(what)));
}

std::optional<std::string> decoded(std::string_view part) {
  const auto octets = seal::from_base64(part);
  if (!octets.ok() || octets->empty()) return std::nullopt;
  return std::string(octets->begin(), octets->end());
}

struct Parts {
  object header, claims;
  std::string_view signed_text;
  std::string signature;
};

absl::StatusOr<Parts> parts_of(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (token.size() > kLongest || second == std::string_view::npos) return wrong("is no signed JWT");
  const std::optional<std::string> header = decoded(token.substr(0, first));
  const std::optional<std::string> claims = decoded(token.substr(first + 1, second - first - 1));
  const std::optional<std::string> signature = decoded(token.substr(second + 1));
  if (!header || !claims || !signature) return wrong("is no signed JWT");
  std::optional<object> header_object = json_object(*header);
  std::optional<object> claims_object = json_object(*claims);
  if (!header_object || !claims_object) return wrong("is no signed JWT");
  return Parts{*std::move(header_object), *std::move(claims_object), token.substr(0, second),
               *signature};
}

absl::Status check_signature(const Parts& parts, const std::vector<PublicKey>& keys) {
  const std::string algorithm = member_text(parts.header, "alg");
  if (algorithm != "RS256" && algorithm != "ES256") {
    return wrong("is signed neither with RS256 nor with ES256; set that at the service");
  }
  if (parts.header.contains("crit")) return wrong("asks for an extension that is not known here");
  const Algorithm wanted = algorithm == "RS256" ? Algorithm::kRs256 : Algorithm::kEs256;
  const std::string id = member_text(parts.header, "kid");
  bool known = false;
  for (const PublicKey& key : keys) {
    if (key.algorithm != wanted || (!id.empty() && key.id != id)) continue;
    known = true;
    if (verifies(key, parts.signed_text, parts.signature)) return absl::OkStatus();
  }
  if (!known) return absl::NotFoundError("the service's key set has no key of this token");
  return wrong("has a signature that its key does not verify");
}

bool names(const value* audience, const std::string& client) {
  if (audience == nullptr) return false;
  if (audience->is_string()) return std::string(audience->get_string()) == client;
  if (!audience->is_array()) return false;
  for (const value& one : audience->get_array()) {
    if (one.is_string() && std::string(one.get_string()) == client) return true;
  }
  return false;
}

bool names_several(const value* audience) {
  return audience != nullptr && audience->is_array() && audience->get_array().size() > 1;
}

std::optional<absl::Time> time_of(const object& claims, const char* name) {
  const value* const given = claims.if_contains(name);
  if (given == nullptr || !given->is_number()) return std::nullopt;
  const double seconds = given->to_number<double>();
  if (!std::isfinite(seconds) || std::abs(seconds) > 1e11) return std::nullopt;
  return absl::FromUnixSeconds(static_cast<std::int64_t>(seconds));
}

absl::Status check_times(const object& claims, absl::Time now) {
  const std::optional<absl::Time> expires = time_of(claims, "exp");
  const std::optional<absl::Time> issued = time_of(claims, "iat");
  const std::optional<absl::Time> begins = time_of(claims, "nbf");
  if (!expires || !issued) return wrong("says neither exp nor iat as numbers");
  if (*expires + kClocksDiffer <= now || *issued + kOldest <= now) {
    return wrong("has expired; compare the clocks of both machines, and sign in again");
  }
  if (*issued > now + kClocksDiffer || (begins && *begins > now + kClocksDiffer)) {
    return wrong("is of the future; compare the clocks of both machines");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<object> check_id_token(std::string_view token, const std::vector<PublicKey>& keys,
                                      const Expected& expected) {
  absl::StatusOr<Parts> parts = parts_of(token);
  if (!parts.ok()) return parts.status();
  if (absl::Status s = check_signature(*parts, keys); !s.ok()) return s;
  const object& claims = parts->claims;
  if (member_text(claims, "iss") != expected.issuer) return wrong("is of another issuer");
  const value* const audience = claims.if_contains("aud");
  const std::string party = member_text(claims, "azp");
  if (!names(audience, expected.client_id) ||
      (names_several(audience) && party != expected.client_id) ||
      (!party.empty() && party != expected.client_id)) {
    return wrong("is for another client");
  }
  if (absl::Status s = check_times(claims, expected.now); !s.ok()) return s;
  const std::string nonce = member_text(claims, "nonce");
  if (!seal::same(seal::octets(nonce), seal::octets(expected.nonce))) {
    return wrong("answers another sign-in");
  }
  const std::string subject = member_text(claims, "sub");
  if (subject.empty() || subject.size() > 255) return wrong("names nobody (sub)");
  return std::move(parts->claims);
}

}  // namespace desirepath::oidc
