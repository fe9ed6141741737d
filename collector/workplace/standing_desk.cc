#include "collector/workplace/standing_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/seat_book.h"
#include "collector/policy/publication.h"
#include "collector/workplace/fields.h"
#include "proto/policy/standing.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::ScopedStanding;
using curation::StandingDecision;

constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLongestSummary = 1500;  // of an audit entry

using Departments = std::vector<policy::Department>;

value department_value(const Departments& all, std::uint32_t number) {
  if (number == policy::kOrganisation) return nullptr;
  for (const policy::Department& department : all) {
    if (department.number == number) return value(department.id);
  }
  return value(absl::StrCat("department ", number));
}

array scopes_of(const StandingDecision& decision, const Departments& all) {
  array rows;
  for (const ScopedStanding& scoped : decision.scopes) {
    rows.push_back(object{{"department", department_value(all, scoped.department)},
                          {"standing", std::string(policy::standing_word(scoped.standing))}});
  }
  return rows;
}

// "sanctioned; restricted for sales": for the audit chain.
std::string summary(const StandingDecision& decision, const Departments& all) {
  std::string text;
  for (const ScopedStanding& scoped : decision.scopes) {
    const value department = department_value(all, scoped.department);
    absl::StrAppend(&text, text.empty() ? "" : "; ",
                    std::string(policy::standing_word(scoped.standing)));
    if (department.is_string()) {
      absl::StrAppend(&text, " for ", std::string(department.get_string()));
    }
  }
  return text.substr(0, kLongestSummary);
}

absl::StatusOr<const catalog::Tool*> tool_of(const Ground& ground, const std::string& id) {
  const catalog::Tool* tool = ground.catalog.tool_by_id(id);
  if (tool == nullptr) return absl::NotFoundError("no tool of this id is in the catalog in force");
  return tool;
}

absl::StatusOr<std::vector<StandingDecision>> decisions_on(const Office& office,
                                                           std::uint32_t tool) {
  absl::StatusOr<std::vector<StandingDecision>> all = office.curation.history();
  if (!all.ok()) return all.status();
  std::erase_if(*all, [&](const StandingDecision& one) { return one.tool != tool; });
  return all;
}

std::string version_of(const std::vector<StandingDecision>& decisions) {
  return absl::StrCat(decisions.empty() ? 0 : decisions.back().number);
}

// A decision of before the first policy counts from the first window: it has no name.
value window_name(const Ground& ground, std::uint32_t window) {
  return window == 0 ? value(nullptr) : value(ground.calendar.name(window));
}

absl::StatusOr<Outcome> tell(const Office& office, const Ground& ground,
                             const catalog::Tool& tool) {
  const absl::StatusOr<std::vector<StandingDecision>> decisions = decisions_on(office, tool.number);
  if (!decisions.ok()) return decisions.status();
  const absl::StatusOr<Departments> every = office.curation.all_departments();
  if (!every.ok()) return every.status();
  const absl::StatusOr<Departments> listed = office.curation.departments();
  if (!listed.ok()) return listed.status();
  array history;
  for (auto one = decisions->rbegin(); one != decisions->rend(); ++one) {
    history.push_back(object{{"number", one->number},
                             {"by", one->by},
                             {"at", one->decided},
                             {"window", window_name(ground, one->effective_window)},
                             {"reason", one->reason},
                             {"scopes", scopes_of(*one, *every)}});
  }
  array departments;
  for (const policy::Department& department : *listed) {
    departments.push_back(object{{"id", department.id}, {"name", department.name}});
  }
  const auto seats = curation::SeatBook(office.curation.database()).of(tool.number);
  if (!seats.ok()) return seats.status();
  const std::uint32_t next = ground.calendar.window_at(office.clock()) + 1;
  Outcome outcome;
  outcome.version = version_of(*decisions);
  outcome.body =
      object{{"tool", std::string(tool.id)},
             {"name", std::string(tool.name)},
             {"history", std::move(history)},
             {"departments", std::move(departments)},
             {"seats", *seats ? value(**seats) : value(nullptr)},
             {"next", object{{"window", ground.calendar.name(next)},
                             {"begins", absl::ToUnixSeconds(ground.calendar.begin(next))},
                             {"visible", absl::ToUnixSeconds(ground.calendar.end(next + 1))}}}};
  return outcome;
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

absl::StatusOr<StandingDecision> decision_in(const object& body, const Departments& departments) {
  if (absl::Status s = check_members(body, {"scopes", "reason"}); !s.ok()) return s;
  const absl::StatusOr<std::string> reason = text_of(body, "reason", {3, kLongestReason});
  if (!reason.ok()) return reason.status();
  StandingDecision decision;
  decision.reason = *reason;
  const value* scopes = body.if_contains("scopes");
  if (scopes == nullptr || !scopes->is_array() || scopes->get_array().empty() ||
      scopes->get_array().size() > departments.size() + 1) {
    return absl::InvalidArgumentError("scopes: give one for everyone or for named departments");
  }
  for (const value& given : scopes->get_array()) {
    const absl::StatusOr<ScopedStanding> scoped = scope_in(given, departments);
    if (!scoped.ok()) return scoped.status();
    for (const ScopedStanding& before : decision.scopes) {
      if (before.department == scoped->department) {
        return absl::InvalidArgumentError("scopes: name each department once");
      }
    }
    decision.scopes.push_back(*scoped);
  }
  return decision;
}

absl::StatusOr<Outcome> decide(const Office& office, const Ground& ground, const Call& call,
                               const catalog::Tool& tool) {
  const absl::StatusOr<Departments> departments = office.curation.departments();
  if (!departments.ok()) return departments.status();
  absl::StatusOr<StandingDecision> decision = decision_in(call.body, *departments);
  if (!decision.ok()) return decision.status();
  const absl::Time now = office.clock();
  decision->tool = tool.number;
  decision->effective_window = ground.calendar.window_at(now) + 1;
  decision->decided = absl::ToUnixSeconds(now);
  decision->by = call.person.name;
  const Deed deed{call.person.name,
                  "standing-decided",
                  std::string(tool.id),
                  {{"standing", summary(*decision, *departments)},
                   {"reason", decision->reason},
                   {"from", ground.calendar.name(decision->effective_window)}}};
  const absl::Status done = recorded(office, deed, [&]() -> absl::Status {
    const absl::StatusOr<std::vector<StandingDecision>> before = decisions_on(office, tool.number);
    if (!before.ok()) return before.status();
    if (version_of(*before) != call.version) {
      return absl::AbortedError(
          "somebody decided on this tool meanwhile; read it again and decide then");
    }
    if (absl::Status s = office.curation.add_decisions({*decision}); !s.ok()) return s;
    return policy::publish_standings(office.paths, office.curation, now);
  });
  return done.ok() ? tell(office, ground, tool) : absl::StatusOr<Outcome>(done);
}

}  // namespace

void add_standing_operations(const Office& office, SignedGround& signed_ground,
                             api::Operations& operations) {
  const auto with_tool = [&office, &signed_ground](auto work) {
    return [&office, &signed_ground, work](const Call& call) -> absl::StatusOr<Outcome> {
      const absl::StatusOr<const Ground*> ground = signed_ground.at(office.clock());
      if (absl::IsNotFound(ground.status())) {
        return absl::FailedPreconditionError(
            "no policy is published yet; decisions count from the first one on");
      }
      if (!ground.ok()) return ground.status();
      const absl::StatusOr<const catalog::Tool*> tool = tool_of(**ground, call.names[0]);
      if (!tool.ok()) return tool.status();
      return work(**ground, call, **tool);
    };
  };
  operations["getStanding"] =
      with_tool([&office](const Ground& ground, const Call&, const catalog::Tool& tool) {
        return tell(office, ground, tool);
      });
  operations["decideStanding"] =
      with_tool([&office](const Ground& ground, const Call& call, const catalog::Tool& tool) {
        return decide(office, ground, call, tool);
      });
}

}  // namespace desirepath::workplace
