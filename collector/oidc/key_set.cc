#include "collector/oidc/key_set.h"

#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <utility>

#include "collector/oidc/json_text.h"
#include "proto/seal/encoding.h"

namespace desirepath::oidc {
namespace {

constexpr std::size_t kMostKeys = 64;

std::string octets_of(const boost::json::object& key, std::string_view name) {
  const auto decoded = seal::from_base64(member_text(key, name));
  return decoded.ok() ? std::string(decoded->begin(), decoded->end()) : std::string();
}

std::optional<PublicKey> key_of(const boost::json::object& key) {
  const std::string use = member_text(key, "use");
  const std::string algorithm = member_text(key, "alg");
  if (!use.empty() && use != "sig") return std::nullopt;
  PublicKey made;
  made.id = member_text(key, "kid");
  if (member_text(key, "kty") == "RSA" && (algorithm.empty() || algorithm == "RS256")) {
    made.first = octets_of(key, "n");
    made.second = octets_of(key, "e");
  } else if (member_text(key, "kty") == "EC" && member_text(key, "crv") == "P-256" &&
             (algorithm.empty() || algorithm == "ES256")) {
    made.algorithm = Algorithm::kEs256;
    made.first = octets_of(key, "x");
    made.second = octets_of(key, "y");
  }
  if (made.first.empty() || made.second.empty()) return std::nullopt;
  return made;
}

}  // namespace

absl::StatusOr<std::vector<PublicKey>> parse_key_set(std::string_view json) {
  const std::optional<boost::json::object> document = json_object(json);
  std::vector<PublicKey> keys;
  if (document) {
    const boost::json::value* const listed = document->if_contains("keys");
    if (listed != nullptr && listed->is_array()) {
      for (const boost::json::value& one : listed->get_array()) {
        if (!one.is_object() || keys.size() == kMostKeys) continue;
        if (std::optional<PublicKey> key = key_of(one.get_object()))
          keys.push_back(*std::move(key));
      }
    }
  }
  if (!keys.empty()) return keys;
  return absl::FailedPreconditionError(
      "its key set has no key for RS256 or ES256; let the service sign ID tokens with one of them");
}

}  // namespace desirepath::oidc
