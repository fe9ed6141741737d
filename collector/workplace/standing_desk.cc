#include "collector/workplace/standing_desk.h"

#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/seat_book.h"
#include "collector/policy/publication.h"
#include "collector/workplace/fields.h"
#include "collector/workplace/standing_scopes.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::Departments;
using curation::StandingDecision;

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

absl::StatusOr<Outcome> tell(const Office& office, const Ground& ground, const Call& call,
                             const catalog::Tool& tool) {
  const absl::StatusOr<std::vector<StandingDecision>> decisions = decisions_on(office, tool.number);
  if (!decisions.ok()) return decisions.status();
  const absl::StatusOr<Departments> every = office.curation.all_departments();
  if (!every.ok()) return every.status();
  absl::StatusOr<Departments> listed = office.curation.departments();
  if (!listed.ok()) return listed.status();
  if (!call.person.sight.departments.empty()) {
    std::erase_if(*listed, [&](const auto& one) { return !call.person.sight.shows(one.id); });
  }
  array history;
  for (auto one = decisions->rbegin(); one != decisions->rend(); ++one) {
    history.push_back(object{{"number", one->number},
                             {"by", one->by},
                             {"at", one->decided},
                             {"window", window_json(ground, one->effective_window)},
                             {"reason", one->reason},
                             {"scopes", scopes_json(one->scopes, *every)}});
  }
  const auto seats = curation::SeatBook(office.curation.database()).of(tool.number);
  if (!seats.ok()) return seats.status();
  Outcome outcome;
  outcome.version = version_of(*decisions);
  outcome.body = object{{"tool", std::string(tool.id)},
                        {"name", std::string(tool.name)},
                        {"history", std::move(history)},
                        {"departments", departments_json(*listed)},
                        {"seats", *seats ? value(**seats) : value(nullptr)},
                        {"next", next_json(office, ground)}};
  return outcome;
}

// What the person says, on top of what holds already.
absl::StatusOr<StandingDecision> decision_in(const Office& office, const Ground& ground,
                                             const Call& call, const catalog::Tool& tool,
                                             const Departments& listed) {
  if (absl::Status s = check_members(call.body, {"scopes", "reason"}); !s.ok()) return s;
  const absl::StatusOr<std::string> reason = reason_in(call.body);
  if (!reason.ok()) return reason.status();
  absl::StatusOr<Scopes> given = scopes_in(call.body, listed);
  if (!given.ok()) return given.status();
  const absl::StatusOr<std::vector<StandingDecision>> before = decisions_on(office, tool.number);
  if (!before.ok()) return before.status();
  absl::StatusOr<Scopes> scopes =
      scopes_by(call.person.sight, before->empty() ? Scopes{} : before->back().scopes,
                *std::move(given), listed);
  if (!scopes.ok()) return scopes.status();
  StandingDecision decision;
  decision.tool = tool.number;
  decision.effective_window = ground.calendar.window_at(office.clock()) + 1;
  decision.decided = absl::ToUnixSeconds(office.clock());
  decision.by = call.person.name;
  decision.scopes = *std::move(scopes);
  decision.reason = *reason;
  return decision;
}

absl::StatusOr<Outcome> decide(const Office& office, const Ground& ground, const Call& call,
                               const catalog::Tool& tool) {
  const absl::StatusOr<Departments> departments = office.curation.departments();
  if (!departments.ok()) return departments.status();
  const absl::StatusOr<StandingDecision> decision =
      decision_in(office, ground, call, tool, *departments);
  if (!decision.ok()) return decision.status();
  const Deed deed{call.person.name,
                  "standing-decided",
                  std::string(tool.id),
                  {{"standing", scopes_summary(decision->scopes, *departments)},
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
    return policy::publish_standings(office.paths, office.curation, office.clock());
  });
  return done.ok() ? tell(office, ground, call, tool) : absl::StatusOr<Outcome>(done);
}

}  // namespace

void add_standing_operations(const Office& office, SignedGround& signed_ground,
                             api::Operations& operations) {
  const auto with_tool = [&](auto work) {
    return on_ground(
        office, signed_ground, "no policy is published yet; decisions count from the first one on",
        [work](const Ground& ground, const Call& call) -> absl::StatusOr<Outcome> {
          const absl::StatusOr<const catalog::Tool*> tool = tool_of(ground, call.names[0]);
          return tool.ok() ? work(ground, call, **tool) : absl::StatusOr<Outcome>(tool.status());
        });
  };
  operations["getStanding"] =
      with_tool([&office](const Ground& ground, const Call& call, const catalog::Tool& tool) {
        return tell(office, ground, call, tool);
      });
  operations["decideStanding"] =
      with_tool([&office](const Ground& ground, const Call& call, const catalog::Tool& tool) {
        return decide(office, ground, call, tool);
      });
}

}  // namespace desirepath::workplace
