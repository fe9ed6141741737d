#include "collector/oidc/discovery.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "collector/link/web_address.h"
#include "collector/oidc/claims.h"
#include "collector/oidc/json_text.h"

namespace desirepath::oidc {
namespace {

bool lists(const std::vector<std::string>& all, const char* one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

absl::StatusOr<Discovery> parse_discovery(std::string_view json, const std::string& issuer) {
  const std::optional<boost::json::object> document = json_object(json);
  if (!document) {
    return absl::FailedPreconditionError(
        absl::StrCat(issuer, ": its discovery document is no JSON; check sign_in.issuer"));
  }
  const std::string said = member_text(*document, "issuer");
  if (said != issuer) {
    return absl::FailedPreconditionError(
        absl::StrCat("the service calls itself \"", said, "\"; write sign_in.issuer exactly so"));
  }
  Discovery discovery;
  for (const auto& [name, into] :
       {std::pair{"authorization_endpoint", &discovery.authorization},
        std::pair{"token_endpoint", &discovery.token}, std::pair{"jwks_uri", &discovery.keys},
        std::pair{"userinfo_endpoint", &discovery.userinfo}}) {
    *into = member_text(*document, name);
    const bool may_lack = into == &discovery.userinfo && into->empty();
    if (!may_lack && !link::parse_web_address(*into).ok()) {
      return absl::FailedPreconditionError(
          absl::StrCat(issuer, ": its discovery document has no https ", name));
    }
  }
  const std::vector<std::string> ways =
      texts_of(*document, "token_endpoint_auth_methods_supported");
  discovery.secret_in_body =
      !ways.empty() && !lists(ways, "client_secret_basic") && lists(ways, "client_secret_post");
  return discovery;
}

}  // namespace desirepath::oidc
