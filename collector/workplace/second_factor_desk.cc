#include "collector/workplace/second_factor_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collector/curation/second_factors.h"
#include "collector/curation/sessions.h"
#include "collector/policy/bundle_edit.h"
#include "collector/workplace/fields.h"
#include "collector/workplace/qr_code.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using curation::SecondFactors;
using curation::UserRole;

bool holds(const std::vector<UserRole>& roles, UserRole role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

array words_of(const std::vector<UserRole>& roles) {
  array words;
  for (const UserRole role : roles) words.emplace_back(std::string(curation::role_word(role)));
  return words;
}

absl::StatusOr<Outcome> tell(const Office& office, const Call& call) {
  SecondFactors factors(office.curation.database());
  const absl::StatusOr<std::vector<UserRole>> required = factors.required();
  if (!required.ok()) return required.status();
  const absl::StatusOr<std::int64_t> left = factors.recovery_codes_left(call.person.name);
  if (!left.ok()) return left.status();
  return Outcome{.body = object{{"set_up", call.person.second_factor},
                                {"required", holds(*required, call.person.role)},
                                {"recovery_codes", *left}}};
}

// What the authenticator shows beside the name: whose page this is.
std::string organisation_of(const Office& office) {
  const auto bundle = policy::load_own_bundle(office.paths, office.clock());
  return bundle.ok() ? bundle->policy.organisation : "";
}

absl::StatusOr<Outcome> begin(const Office& office, SignInDesk& sign_in, const Call& call) {
  if (absl::Status s = check_members(call.body, {"password", "code"}); !s.ok()) return s;
  const absl::StatusOr<std::string> password = text_of(call.body, "password", {1, 256});
  if (!password.ok()) return password.status();
  std::string code;
  if (call.body.contains("code")) {
    const absl::StatusOr<std::string> given = text_of(call.body, "code", {0, 256});
    if (!given.ok()) return given.status();
    code = *given;
  }
  const absl::Status proven = sign_in.prove(call.person.name, *password, code);
  // 401 would say that the session is over, which it is not.
  if (absl::IsUnauthenticated(proven)) return absl::InvalidArgumentError(proven.message());
  if (!proven.ok()) return proven;
  SecondFactors factors(office.curation.database());
  const absl::StatusOr<curation::CodeSecret> secret =
      factors.begin(call.person.name, office.clock());
  if (!secret.ok()) return secret.status();
  const std::string address =
      curation::enrolment_address(*secret, call.person.name, organisation_of(office));
  const absl::StatusOr<QrCode> drawn = qr_code(address);
  if (!drawn.ok()) return drawn.status();
  return Outcome{.status = 201,
                 .body = object{{"secret", curation::secret_as_text(*secret)},
                                {"address", address},
                                {"modules", drawn->modules},
                                {"path", drawn->path}}};
}

absl::StatusOr<Outcome> confirm(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {"code"}); !s.ok()) return s;
  const absl::StatusOr<std::string> code = text_of(call.body, "code", {1, 32});
  if (!code.ok()) return code.status();
  array codes;
  const Deed deed{call.person.name, "second-factor-set-up"};
  const absl::Status done = recorded(office, deed, [&]() -> absl::Status {
    SecondFactors factors(office.curation.database());
    const auto made = factors.confirm(call.person.name, *code, office.clock());
    if (!made.ok()) return made.status();
    for (const std::string& one : *made) codes.emplace_back(one);
    return curation::Sessions(office.curation.database())
        .end_others(call.person.name, call.person.session);
  });
  if (!done.ok()) return done;
  return Outcome{.body = object{{"recovery_codes", std::move(codes)}}};
}

absl::StatusOr<Outcome> reset(const Office& office, const Call& call) {
  const std::string& name = call.names[0];
  if (name == call.person.name) {
    return absl::FailedPreconditionError(
        "this is yourself; another admin has to do that, or set up a new one under your name");
  }
  const Deed deed{call.person.name, "second-factor-reset", name};
  const absl::Status done = recorded(office, deed, [&] {
    const absl::Status gone = SecondFactors(office.curation.database()).reset(name);
    if (!gone.ok()) return gone;
    return curation::Sessions(office.curation.database()).end_all(name);
  });
  if (!done.ok()) return done;
  return Outcome{.body = object{{"name", name}}};
}

absl::StatusOr<Outcome> rules(const Office& office) {
  const auto required = SecondFactors(office.curation.database()).required();
  if (!required.ok()) return required.status();
  return Outcome{.body = object{{"second_factor", words_of(*required)}}};
}

absl::StatusOr<Outcome> change_rules(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {"second_factor"}); !s.ok()) return s;
  const boost::json::value* given = call.body.if_contains("second_factor");
  if (given == nullptr || !given->is_array()) {
    return absl::InvalidArgumentError("second_factor: give the list of roles that must have one");
  }
  std::vector<UserRole> roles;
  for (const boost::json::value& word : given->get_array()) {
    UserRole role = UserRole::kViewer;
    if (!word.is_string() ||
        !curation::parse_user_role({word.get_string().data(), word.get_string().size()}, role)) {
      return absl::InvalidArgumentError(
          "second_factor: roles are viewer, curator, auditor, admin and staff-rep");
    }
    if (!holds(roles, role)) roles.push_back(role);
  }
  const Deed deed{call.person.name, "second-factor-required", "", {{"roles", words_of(roles)}}};
  const absl::Status done = recorded(
      office, deed, [&] { return SecondFactors(office.curation.database()).require(roles); });
  if (!done.ok()) return done;
  return rules(office);
}

}  // namespace

void add_second_factor_operations(const Office& office, SignInDesk& sign_in,
                                  api::Operations& operations) {
  operations["getSecondFactor"] = [&office](const Call& call) { return tell(office, call); };
  operations["beginSecondFactor"] = [&office, &sign_in](const Call& call) {
    return begin(office, sign_in, call);
  };
  operations["confirmSecondFactor"] = [&office](const Call& call) { return confirm(office, call); };
  operations["resetSecondFactor"] = [&office](const Call& call) { return reset(office, call); };
  operations["getSignInRules"] = [&office](const Call&) { return rules(office); };
  operations["changeSignInRules"] = [&office](const Call& call) {
    return change_rules(office, call);
  };
}

}  // namespace desirepath::workplace
