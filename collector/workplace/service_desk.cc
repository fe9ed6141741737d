#include "collector/workplace/service_desk.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/api_tokens.h"
#include "collector/curation/calendar_links.h"
#include "collector/oidc/json_text.h"
#include "proto/seal/hash.h"

namespace desirepath::workplace {
namespace {

using boost::json::object;
using curation::User;
using curation::UserRole;

std::string role_text(UserRole role) { return std::string(curation::role_word(role)); }

}  // namespace

ServiceDesk::ServiceDesk(const Office& office, SignInDesk& sign_in, oidc::ServiceSettings settings,
                         oidc::Fetch fetch)
    : office_(office),
      sign_in_(sign_in),
      service_(std::move(settings), std::move(fetch)),
      accounts_(office.curation.database()),
      sessions_(office.curation.database()),
      factors_(office.curation.database()) {}

absl::Status ServiceDesk::fault(std::string_view word, const absl::Status& status) {
  last_fault_ = std::string(status.message());
  last_fault_at_ = office_.clock();
  absl::Status said = status;
  said.SetPayload(api::kFault, absl::Cord(absl::string_view(word.data(), word.size())));
  return said;
}

absl::Status ServiceDesk::fault_of(const absl::Status& status) {
  if (status.GetPayload(api::kFault).has_value()) return status;
  return fault(absl::IsUnauthenticated(status)      ? "token"
               : absl::IsFailedPrecondition(status) ? "settings"
                                                    : "away",
               status);
}

absl::StatusOr<api::Leaving> ServiceDesk::leave(const std::string& back) {
  const oidc::Flow flow = oidc::new_flow();
  absl::StatusOr<std::string> address = service_.begin(flow, back, office_.clock());
  if (!address.ok()) return fault_of(address.status());
  return api::Leaving{*std::move(address), flow.secret};
}

absl::StatusOr<api::SignedIn> ServiceDesk::come_back(const api::Returning& came,
                                                     const std::string& before) {
  const oidc::Flow flow{came.flow};
  const bool ours = !came.flow.empty() &&
                    seal::same(seal::octets(came.state), seal::octets(flow.state())) &&
                    (came.issuer.empty() || came.issuer == service_.settings().issuer);
  if (!ours) {
    return fault("stale", absl::UnauthenticatedError(
                              "this answer belongs to no sign-in of this browser; begin again"));
  }
  if (!came.error.empty()) {
    const bool cancelled = came.error == "access_denied";
    return fault(cancelled ? "cancelled" : "settings",
                 absl::FailedPreconditionError(absl::StrCat(
                     "the service says ", came.error.substr(0, 64),
                     cancelled ? "; the person or the service broke it off"
                               : "; compare [sign_in] with what is registered there")));
  }
  const absl::StatusOr<object> claims =
      service_.finish(flow, came.code, came.back, office_.clock());
  if (!claims.ok()) return fault_of(claims.status());
  const absl::StatusOr<User> user = person_of(*claims);
  if (!user.ok()) return fault_of(user.status());
  return sign_in_.let_in(*user, "sign-in-by-service", before, false);
}

absl::StatusOr<User> ServiceDesk::person_of(const object& claims) {
  const std::string subject = oidc::member_text(claims, "sub");
  const oidc::ServiceSettings& settings = service_.settings();
  const absl::StatusOr<std::optional<std::string>> linked =
      accounts_.person_of(settings.issuer, subject);
  if (!linked.ok()) return linked.status();
  const std::optional<UserRole> role =
      oidc::role_of(oidc::texts_of(claims, settings.group_claim), settings.roles);
  if (!role) {
    if (*linked) {
      if (absl::Status s = turn_away(**linked); !s.ok()) return s;
    }
    return fault("no-role", absl::UnauthenticatedError(absl::StrCat(
                                "no group in the claim \"", settings.group_claim,
                                "\" has a role here; sign_in.roles says which group has which")));
  }
  if (absl::Status s = check_factor(claims, *role); !s.ok()) return s;
  if (!*linked) return welcome(subject, claims, *role);
  absl::StatusOr<std::optional<User>> user = office_.curation.find_user(**linked);
  if (!user.ok()) return user.status();
  if (!user->has_value()) return absl::InternalError("a link to nobody");
  return follow(**std::move(user), *role);
}

absl::Status ServiceDesk::check_factor(const object& claims, UserRole role) {
  const absl::StatusOr<std::vector<UserRole>> required = factors_.required();
  if (!required.ok()) return required.status();
  const bool wanted = std::find(required->begin(), required->end(), role) != required->end();
  if (!wanted || oidc::proved_twice(claims)) return absl::OkStatus();
  return fault("second-factor",
               absl::UnauthenticatedError(absl::StrCat(
                   "the role ", role_text(role),
                   " needs a second factor, and the service says of none (amr: mfa); let it ask "
                   "for one at this client")));
}

// The first time: the name must be free, whoever has it here.
absl::StatusOr<User> ServiceDesk::welcome(const std::string& subject, const object& claims,
                                          UserRole role) {
  const oidc::ServiceSettings& settings = service_.settings();
  User user;
  user.name = oidc::member_text(claims, settings.name_claim);
  user.role = role;
  if (absl::Status s = curation::check_user_name(user.name); !s.ok()) {
    return fault("name", absl::UnauthenticatedError(absl::StrCat(
                             "the claim \"", settings.name_claim, "\" gives no usable name (",
                             s.message(), "); choose another with sign_in.name_claim")));
  }
  const absl::StatusOr<std::optional<User>> there = office_.curation.find_user(user.name);
  if (!there.ok()) return there.status();
  if (there->has_value()) {
    return fault("name", absl::UnauthenticatedError(
                             absl::StrCat(user.name,
                                          " is here already and not from this service; an admin "
                                          "removes that person first, or the service sends another "
                                          "name")));
  }
  const Deed deed{user.name, "person-added-by-service", user.name, {{"role", role_text(role)}}};
  const absl::Status done = recorded(office_, deed, [&]() -> absl::Status {
    if (absl::Status s = office_.curation.add_user(user); !s.ok()) return s;
    return accounts_.link(settings.issuer, subject, user.name);
  });
  if (!done.ok()) return done;
  return user;
}

absl::StatusOr<User> ServiceDesk::follow(User user, UserRole role) {
  if (user.role == role) return user;
  const Deed deed{user.name,
                  "person-role-by-service",
                  user.name,
                  {{"from", role_text(user.role)}, {"to", role_text(role)}}};
  const absl::Status done =
      recorded(office_, deed, [&] { return office_.curation.set_role(user.name, role); });
  if (!done.ok()) return done;
  user.role = role;
  return user;
}

absl::Status ServiceDesk::turn_away(const std::string& person) {
  store::Database& database = office_.curation.database();
  return recorded(office_, {person, "turned-away-by-service", person}, [&]() -> absl::Status {
    if (absl::Status s = sessions_.end_all(person); !s.ok()) return s;
    if (absl::Status s = curation::ApiTokens(database).take_back_all(person); !s.ok()) return s;
    return curation::CalendarLinks(database).take_back(person);
  });
}

object ServiceDesk::tell() const {
  const oidc::ServiceSettings& settings = service_.settings();
  object told{{"issuer", settings.issuer},
              {"client_id", settings.client_id},
              {"name_claim", settings.name_claim},
              {"group_claim", settings.group_claim},
              {"last_fault", nullptr}};
  boost::json::array rules;
  for (const oidc::RoleRule& rule : settings.roles) {
    rules.push_back(object{{"group", rule.group}, {"role", role_text(rule.role)}});
  }
  told["roles"] = std::move(rules);
  if (!last_fault_.empty()) {
    told["last_fault"] = object{{"at", absl::ToUnixSeconds(last_fault_at_)}, {"what", last_fault_}};
  }
  return told;
}

void add_service_operations(const ServiceDesk* desk, api::Operations& operations) {
  operations["getSignInService"] = [desk](const api::Call&) -> absl::StatusOr<api::Outcome> {
    object body{{"service", nullptr}};
    if (desk != nullptr) body["service"] = desk->tell();
    return api::Outcome{.body = std::move(body)};
  };
}

}  // namespace desirepath::workplace
