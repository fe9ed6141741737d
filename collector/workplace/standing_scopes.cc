#include "collector/workplace/standing_scopes.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/workplace/fields.h"
#include "proto/policy/standing.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::Departments;
using curation::ScopedStanding;

constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLongestSummary = 1500;  // of an audit entry

value department_value(const Departments& all, std::uint32_t number) {
  if (number == policy::kOrganisation) return nullptr;
  for (const policy::Department& department : all) {
    if (department.number == number) return value(department.id);
  }
  return value(absl::StrCat("department ", number));
}

absl::StatusOr<ScopedStanding> scope_in(const value& given, const Departments& departments) {
  if (!given.is_object()) {
    return absl::InvalidArgumentError("scopes: give objects with department and standing");
  }
  const object& scope = given.get_object();
  if (absl::Status s = check_members(scope, {"department", "standing"}); !s.ok()) return s;
  const absl::StatusOr<std::string> word = text_of(scope, "standing");
  if (!word.ok()) return word.status();
  ScopedStanding scoped;
  if (!policy::parse_standing(*word, scoped.standing)) {
    return absl::InvalidArgumentError(
        "standing: give unreviewed, tolerated, piloting, sanctioned, restricted or blocked");
  }
  const absl::StatusOr<std::string> id = text_of(scope, "department", {0, 64});
  if (!id.ok()) return id.status();
  if (id->empty()) return scoped;
  const auto found =
      std::find_if(departments.begin(), departments.end(),
                   [&](const policy::Department& department) { return department.id == *id; });
  if (found == departments.end()) {
    return absl::InvalidArgumentError("department: give the id of one on the list, or null");
  }
  scoped.department = found->number;
  return scoped;
}

bool names(const Scopes& scopes, std::uint32_t department) {
  return std::any_of(scopes.begin(), scopes.end(),
                     [&](const ScopedStanding& one) { return one.department == department; });
}

}  // namespace

array scopes_json(const Scopes& scopes, const Departments& all) {
  array rows;
  for (const ScopedStanding& scoped : scopes) {
    rows.push_back(object{{"department", department_value(all, scoped.department)},
                          {"standing", std::string(policy::standing_word(scoped.standing))}});
  }
  return rows;
}

std::string scopes_summary(const Scopes& scopes, const Departments& all) {
  std::string text;
  for (const ScopedStanding& scoped : scopes) {
    const value department = department_value(all, scoped.department);
    absl::StrAppend(&text, text.empty() ? "" : "; ",
                    std::string(policy::standing_word(scoped.standing)));
    if (department.is_string()) {
      absl::StrAppend(&text, " for ", std::string(department.get_string()));
    }
  }
  return text.substr(0, kLongestSummary);
}

absl::StatusOr<Scopes> scopes_in(const object& body, const Departments& listed) {
  const value* given = body.if_contains("scopes");
  if (given == nullptr || !given->is_array() || given->get_array().empty() ||
      given->get_array().size() > listed.size() + 1) {
    return absl::InvalidArgumentError("scopes: give one for everyone or for named departments");
  }
  Scopes scopes;
  for (const value& one : given->get_array()) {
    const absl::StatusOr<ScopedStanding> scoped = scope_in(one, listed);
    if (!scoped.ok()) return scoped.status();
    if (names(scopes, scoped->department)) {
      return absl::InvalidArgumentError("scopes: name each department once");
    }
    scopes.push_back(*scoped);
  }
  return scopes;
}

absl::StatusOr<std::string> reason_in(const object& body) {
  return text_of(body, "reason", {3, kLongestReason});
}

absl::StatusOr<Scopes> scopes_by(const curation::Sight& sight, const Scopes& before, Scopes given,
                                 const Departments& listed) {
  if (sight.departments.empty()) return given;
  const auto own = [&](const ScopedStanding& scoped) {
    const value department = department_value(listed, scoped.department);
    return department.is_string() && sight.shows(std::string(department.get_string()));
  };
  const ScopedStanding nothing;  // for everyone who is not named
  const bool unnamed = !names(before, policy::kOrganisation);
  Scopes scopes;
  for (const ScopedStanding& scoped : before) {
    if (!own(scoped)) scopes.push_back(scoped);
  }
  for (const ScopedStanding& scoped : given) {
    if (own(scoped)) {
      scopes.push_back(scoped);
      continue;
    }
    const bool holds = std::find(before.begin(), before.end(), scoped) != before.end() ||
                       (unnamed && scoped == nothing);
    if (holds) continue;
    return absl::PermissionDeniedError(absl::StrCat("you decide for ",
                                                    absl::StrJoin(sight.departments, ", "),
                                                    " only; name these departments and no others"));
  }
  if (scopes.empty()) scopes.push_back(nothing);
  return scopes;
}

absl::StatusOr<const catalog::Tool*> tool_of(const Ground& ground, const std::string& id) {
  const catalog::Tool* tool = ground.catalog.tool_by_id(id);
  if (tool == nullptr) return absl::NotFoundError("no tool of this id is in the catalog in force");
  return tool;
}

object next_json(const Office& office, const Ground& ground) {
  const std::uint32_t next = ground.calendar.window_at(office.clock()) + 1;
  return {{"window", ground.calendar.name(next)},
          {"begins", absl::ToUnixSeconds(ground.calendar.begin(next))},
          {"visible", absl::ToUnixSeconds(window::publication_time(ground.calendar, next))}};
}

value window_json(const Ground& ground, std::uint32_t window) {
  return window == 0 ? value(nullptr) : value(ground.calendar.name(window));
}

array departments_json(const Departments& listed) {
  array departments;
  for (const policy::Department& department : listed) {
    departments.push_back(object{{"id", department.id}, {"name", department.name}});
  }
  return departments;
}

}  // namespace desirepath::workplace
