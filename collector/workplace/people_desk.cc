#include "collector/workplace/people_desk.h"

#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/one_time_password.h"
#include "collector/curation/second_factors.h"
#include "collector/curation/sessions.h"
#include "collector/workplace/fields.h"
#include "collector/workplace/standing_scopes.h"
#include "proto/seal/password.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using curation::Sight;
using curation::User;
using curation::UserRole;

std::string role_text(UserRole role) { return std::string(curation::role_word(role)); }

boost::json::array departments_of(const Sight& sight) {
  boost::json::array ids;
  for (const std::string& id : sight.departments) ids.emplace_back(id);
  return ids;
}

absl::StatusOr<object> row_of(const Office& office, const User& user) {
  const absl::StatusOr<bool> has =
      curation::SecondFactors(office.curation.database()).has(user.name);
  if (!has.ok()) return has.status();
  return object{{"name", user.name},
                {"role", role_text(user.role)},
                {"sees", std::string(curation::sees_word(user.sight))},
                {"departments", departments_of(user.sight)},
                {"one_time", user.one_time},
                {"second_factor", *has}};
}

absl::StatusOr<Outcome> told(const Office& office, const User& user) {
  absl::StatusOr<object> row = row_of(office, user);
  if (!row.ok()) return row.status();
  return Outcome{.body = *std::move(row)};
}

absl::StatusOr<UserRole> role_in(const object& body) {
  const absl::StatusOr<std::string> word = text_of(body, "role");
  if (!word.ok()) return word.status();
  UserRole role = UserRole::kViewer;
  if (curation::parse_user_role(*word, role)) return role;
  return absl::InvalidArgumentError("role: give viewer, curator, auditor, admin or staff-rep");
}

// What the body says of it; `before` where it says nothing.
absl::StatusOr<Sight> sight_in(const Office& office, const object& body, const Sight& before) {
  if (!body.contains("sees")) {
    if (!body.contains("departments")) return before;
    return absl::InvalidArgumentError("departments: give sees beside them");
  }
  const absl::StatusOr<std::string> word = text_of(body, "sees");
  if (!word.ok()) return word.status();
  Sight sight;
  sight.organisation_only = *word == "organisation";
  const boost::json::value* given = body.if_contains("departments");
  if (*word == "departments") {
    if (given == nullptr || !given->is_array() || given->get_array().empty()) {
      return absl::InvalidArgumentError("departments: give the ids of one or more on the list");
    }
    for (const boost::json::value& id : given->get_array()) {
      if (!id.is_string()) return absl::InvalidArgumentError("departments: give ids of the list");
      sight.departments.emplace_back(id.get_string());
    }
  } else if (*word != "everything" && *word != "organisation") {
    return absl::InvalidArgumentError("sees: give everything, organisation or departments");
  }
  const absl::StatusOr<curation::Departments> listed = office.curation.departments();
  if (!listed.ok()) return listed.status();
  if (absl::Status s = curation::check_sight(sight, *listed); !s.ok()) return s;
  return sight;
}

absl::Status check_limit(UserRole role, const Sight& sight) {
  if (!sight.limited() || curation::can_be_limited(role)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "sees: only viewers and curators are limited; this role has its pages by its office");
}

absl::StatusOr<User> known(const Office& office, const std::string& name) {
  const absl::StatusOr<std::optional<User>> user = office.curation.find_user(name);
  if (!user.ok()) return user.status();
  if (!user->has_value()) return absl::NotFoundError("nobody of this name may sign in");
  return **user;
}

// Why `name` must stay an admin; OK if it need not.
absl::Status may_lose(const Office& office, const Call& call, const User& user) {
  if (user.name == call.person.name) {
    return absl::FailedPreconditionError("this is yourself; another admin has to do that");
  }
  if (user.role != UserRole::kAdmin) return absl::OkStatus();
  const absl::StatusOr<std::vector<User>> users = office.curation.users();
  if (!users.ok()) return users.status();
  int admins = 0;
  for (const User& one : *users) admins += one.role == UserRole::kAdmin ? 1 : 0;
  return admins > 1 ? absl::OkStatus()
                    : absl::FailedPreconditionError("this is the last admin; make another first");
}

absl::StatusOr<Outcome> list(const Office& office) {
  const absl::StatusOr<std::vector<User>> users = office.curation.users();
  if (!users.ok()) return users.status();
  boost::json::array rows;
  for (const User& user : *users) {
    absl::StatusOr<object> row = row_of(office, user);
    if (!row.ok()) return row.status();
    rows.push_back(*std::move(row));
  }
  absl::StatusOr<curation::Departments> listed = office.curation.departments();
  if (!listed.ok()) return listed.status();
  std::erase_if(*listed, [](const auto& one) { return one.devices < curation::kSmallestSight; });
  return Outcome{
      .body = object{{"users", std::move(rows)}, {"departments", departments_json(*listed)}}};
}

// A new one-time password of `user`, which `keep` stores.
template <typename Keep>
absl::StatusOr<Outcome> with_password(const Office& office, unsigned status, User user,
                                      const Keep& keep) {
  const std::string password = curation::one_time_password();
  const absl::StatusOr<std::string> stored = seal::hash_password(password);
  if (!stored.ok()) return absl::UnavailableError(stored.status().message());
  user.password = *stored;
  user.one_time = true;
  if (absl::Status s = keep(user); !s.ok()) return s;
  absl::StatusOr<object> body = row_of(office, user);
  if (!body.ok()) return body.status();
  (*body)["one_time_password"] = password;
  return Outcome{.status = status, .body = *std::move(body)};
}

absl::StatusOr<Outcome> add(const Office& office, const Call& call) {
  const absl::Status members = check_members(call.body, {"name", "role", "sees", "departments"});
  if (!members.ok()) return members;
  const absl::StatusOr<std::string> name = text_of(call.body, "name");
  if (!name.ok()) return name.status();
  if (absl::Status s = curation::check_user_name(*name); !s.ok()) return s;
  const absl::StatusOr<UserRole> role = role_in(call.body);
  if (!role.ok()) return role.status();
  const absl::StatusOr<Sight> sight = sight_in(office, call.body, {});
  if (!sight.ok()) return sight.status();
  if (absl::Status s = check_limit(*role, *sight); !s.ok()) return s;
  const Deed deed{call.person.name,
                  "person-added",
                  *name,
                  {{"role", role_text(*role)}, {"sight", curation::sight_text(*sight)}}};
  return with_password(office, 201, {*name, *role, "", true, *sight}, [&](const User& user) {
    return recorded(office, deed, [&] { return office.curation.add_user(user); });
  });
}

absl::StatusOr<Outcome> change(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {"role", "sees", "departments"}); !s.ok()) return s;
  absl::StatusOr<User> user = known(office, call.names[0]);
  if (!user.ok()) return user.status();
  absl::StatusOr<UserRole> role = user->role;
  if (call.body.contains("role") || call.body.empty()) role = role_in(call.body);
  if (!role.ok()) return role.status();
  // A role that cannot be limited takes the limit away.
  const Sight before = curation::can_be_limited(*role) ? user->sight : Sight{};
  const absl::StatusOr<Sight> sight = sight_in(office, call.body, before);
  if (!sight.ok()) return sight.status();
  if (absl::Status s = check_limit(*role, *sight); !s.ok()) return s;
  if (*role == user->role && *sight == user->sight) return told(office, *user);
  if (absl::Status s = may_lose(office, call, *user); !s.ok()) return s;
  const Deed deed{call.person.name,
                  *role == user->role ? "person-limited" : "person-role",
                  user->name,
                  {{"from", role_text(user->role)},
                   {"to", role_text(*role)},
                   {"sight", curation::sight_text(*sight)}}};
  const absl::Status done = recorded(office, deed, [&]() -> absl::Status {
    if (absl::Status s = office.curation.set_role(user->name, *role); !s.ok()) return s;
    return office.curation.set_sight(user->name, *sight);
  });
  if (!done.ok()) return done;
  user->role = *role;
  user->sight = *sight;
  return told(office, *user);
}

absl::StatusOr<Outcome> remove(const Office& office, const Call& call) {
  const absl::StatusOr<User> user = known(office, call.names[0]);
  if (!user.ok()) return user.status();
  if (absl::Status s = may_lose(office, call, *user); !s.ok()) return s;
  const absl::StatusOr<Outcome> before = told(office, *user);
  const Deed deed{
      call.person.name, "person-removed", user->name, {{"role", role_text(user->role)}}};
  const absl::Status done =
      recorded(office, deed, [&] { return office.curation.remove_user(user->name); });
  if (!done.ok()) return done;
  return before;
}

absl::StatusOr<Outcome> renew(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {}); !s.ok()) return s;
  const absl::StatusOr<User> user = known(office, call.names[0]);
  if (!user.ok()) return user.status();
  if (user->name == call.person.name) {
    return absl::FailedPreconditionError("this is yourself; change your password under your name");
  }
  return with_password(office, 200, *user, [&](const User& renewed) {
    return recorded(office, {call.person.name, "person-password", renewed.name}, [&] {
      const absl::Status set = office.curation.set_password(renewed.name, renewed.password, true);
      if (!set.ok()) return set;
      return curation::Sessions(office.curation.database()).end_all(renewed.name);
    });
  });
}

}  // namespace

void add_people_operations(const Office& office, api::Operations& operations) {
  operations["getUsers"] = [&office](const Call&) { return list(office); };
  operations["addUser"] = [&office](const Call& call) { return add(office, call); };
  operations["changeUser"] = [&office](const Call& call) { return change(office, call); };
  operations["removeUser"] = [&office](const Call& call) { return remove(office, call); };
  operations["renewPassword"] = [&office](const Call& call) { return renew(office, call); };
}

}  // namespace desirepath::workplace
