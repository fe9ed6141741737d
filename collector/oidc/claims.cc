#include "collector/oidc/claims.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace desirepath::oidc {
namespace {

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

absl::StatusOr<std::vector<RoleRule>> parse_role_rules(std::string_view text) {
  std::vector<RoleRule> rules;
  for (const absl::string_view piece :
       absl::StrSplit(absl::string_view(text.data(), text.size()), ',')) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(piece, absl::MaxSplits('=', 1));
    RoleRule rule;
    rule.group = std::string(absl::StripAsciiWhitespace(halves.first));
    const std::string role(absl::StripAsciiWhitespace(halves.second));
    if (rule.group.empty() || !curation::parse_user_role(role, rule.role)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", std::string(absl::StripAsciiWhitespace(piece)),
          "\" is not GROUP = ROLE; the roles are viewer, curator, auditor, admin and staff-rep"));
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<std::string> texts_of(const boost::json::object& claims, const std::string& name) {
  const boost::json::value* const given = claims.if_contains(name);
  std::vector<std::string> texts;
  if (given == nullptr) return texts;
  if (given->is_string()) texts.emplace_back(given->get_string());
  if (given->is_array()) {
    for (const boost::json::value& one : given->get_array()) {
      if (one.is_string()) texts.emplace_back(one.get_string());
    }
  }
  return texts;
}

std::optional<curation::UserRole> role_of(const std::vector<std::string>& groups,
                                          const std::vector<RoleRule>& rules) {
  for (const RoleRule& rule : rules) {
    if (rule.group == "*" || has(groups, rule.group)) return rule.role;
  }
  return std::nullopt;
}

bool proved_twice(const boost::json::object& claims) { return has(texts_of(claims, "amr"), "mfa"); }

}  // namespace desirepath::oidc
