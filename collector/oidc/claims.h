#pragma once

// What the claims of an ID token mean here: the person's name and the role of the person's groups.
//
// The settings name the claims and say which group has which role; workplace/service_desk.cc asks.
// The first rule whose group the person has counts, so the order in the settings is the order of
// preference. Whether the service asked for a second factor stands in "amr".
//
// Source: OpenID Connect Core 1.0, 5.1; RFC 8176 ("mfa"). Errors: kInvalidArgument names the mend.
// Threads: pure functions.

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/user.h"

namespace desirepath::oidc {

struct RoleRule {
  std::string group;  // "*": everybody the service signs in
  curation::UserRole role = curation::UserRole::kViewer;
};

// "desk-curators = curator, security = auditor". A group may have blanks in it, no comma and no
// "=".
absl::StatusOr<std::vector<RoleRule>> parse_role_rules(std::string_view text);

// Of a claim that is a text or a list of texts.
std::vector<std::string> texts_of(const boost::json::object& claims, const std::string& name);
std::optional<curation::UserRole> role_of(const std::vector<std::string>& groups,
                                          const std::vector<RoleRule>& rules);
bool proved_twice(const boost::json::object& claims);

}  // namespace desirepath::oidc
