#include "collector/workplace/bulk_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
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

constexpr std::size_t kMostTools = 300;
constexpr std::size_t kToldChanges = 5;

using History = std::vector<StandingDecision>;

std::string version_of(const History& history) {
  return absl::StrCat(history.empty() ? 0 : history.back().number);
}

// The newest decision on a tool before one; null where there is none.
const StandingDecision* last_before(const History& history, std::uint32_t tool,
                                    std::int64_t number) {
  const StandingDecision* last = nullptr;
  for (const StandingDecision& one : history) {
    if (one.number >= number) break;
    if (one.tool == tool) last = &one;
  }
  return last;
}

// What a tool had before anybody decided on it.
Scopes or_unreviewed(const StandingDecision* decision) {
  if (decision != nullptr) return decision->scopes;
  return {{policy::kOrganisation, policy::Standing::kUnreviewed}};
}

bool of_one_change(const StandingDecision& a, const StandingDecision& b) {
  return a.decided == b.decided && a.by == b.by && a.reason == b.reason;
}

object row_of(const catalog::Tool& tool, const Scopes& before, const Scopes& after,
              const Departments& all) {
  return {{"tool", std::string(tool.id)},
          {"name", std::string(tool.name)},
          {"before", scopes_json(before, all)},
          {"after", scopes_json(after, all)}};
}

// The last changes of several tools, newest first.
array changes_of(const History& history, const Ground& ground, const Departments& all) {
  std::map<std::uint32_t, std::int64_t> newest;
  for (const StandingDecision& one : history) newest[one.tool] = one.number;
  array changes;
  for (auto last = history.rbegin(); last != history.rend() && changes.size() < kToldChanges;) {
    const auto first = std::find_if(last, history.rend(), [&](const StandingDecision& one) {
      return !of_one_change(one, *last);
    });
    array rows;
    for (auto one = last; one != first; ++one) {
      const catalog::Tool* tool = ground.catalog.tool(one->tool);
      if (tool == nullptr) continue;  // a later catalog may have dropped it
      object row = row_of(*tool, or_unreviewed(last_before(history, one->tool, one->number)),
                          one->scopes, all);
      row["overtaken"] = newest[one->tool] != one->number;
      rows.push_back(std::move(row));
    }
    if (rows.size() > 1) {
      changes.push_back(object{{"by", last->by},
                               {"at", last->decided},
                               {"window", window_json(ground, last->effective_window)},
                               {"reason", last->reason},
                               {"tools", std::move(rows)}});
    }
    last = first;
  }
  return changes;
}

absl::StatusOr<Outcome> tell(const Office& office, const Ground& ground, const Call& call) {
  const absl::StatusOr<History> history = office.curation.history();
  if (!history.ok()) return history.status();
  const absl::StatusOr<Departments> every = office.curation.all_departments();
  if (!every.ok()) return every.status();
  absl::StatusOr<Departments> listed = office.curation.departments();
  if (!listed.ok()) return listed.status();
  if (!call.person.sight.departments.empty()) {
    std::erase_if(*listed, [&](const auto& one) { return !call.person.sight.shows(one.id); });
  }
  Outcome outcome;
  outcome.version = version_of(*history);
  outcome.body = object{{"departments", departments_json(*listed)},
                        {"next", next_json(office, ground)},
                        {"changes", changes_of(*history, ground, *every)}};
  return outcome;
}

struct Plan {
  std::vector<StandingDecision> decisions;
  std::vector<Deed> deeds;
  array rows;
};

class Planner {
 public:
  Planner(const Office& office, const Ground& ground, const Call& call)
      : office_(office), ground_(ground), call_(call) {}

  absl::StatusOr<Plan> plan() {
    if (absl::Status s = read(); !s.ok()) return s;
    const value* changes = call_.body.if_contains("changes");
    if (changes == nullptr || !changes->is_array() || changes->get_array().empty() ||
        changes->get_array().size() > kMostTools) {
      return absl::InvalidArgumentError(
          absl::StrCat("changes: give 1 to ", kMostTools, " tools with their scopes"));
    }
    for (const value& change : changes->get_array()) {
      if (absl::Status s = add(change); !s.ok()) return s;
    }
    return std::move(plan_);
  }

 private:
  absl::Status read() {
    const absl::StatusOr<std::string> reason = reason_in(call_.body);
    if (!reason.ok()) return reason.status();
    reason_ = *reason;
    absl::StatusOr<Departments> listed = office_.curation.departments();
    if (!listed.ok()) return listed.status();
    listed_ = *std::move(listed);
    absl::StatusOr<History> history = office_.curation.history();
    if (!history.ok()) return history.status();
    history_ = *std::move(history);
    return absl::OkStatus();
  }

  absl::Status add(const value& change) {
    if (!change.is_object()) {
      return absl::InvalidArgumentError("changes: give objects with tool and scopes");
    }
    const object& body = change.get_object();
    if (absl::Status s = check_members(body, {"tool", "scopes"}); !s.ok()) return s;
    const absl::StatusOr<std::string> id = text_of(body, "tool");
    if (!id.ok()) return id.status();
    const catalog::Tool* tool = ground_.catalog.tool_by_id(*id);
    if (tool == nullptr) {
      return absl::InvalidArgumentError("tool: give ids of the catalog in force");
    }
    for (const StandingDecision& one : plan_.decisions) {
      if (one.tool == tool->number) {
        return absl::InvalidArgumentError("changes: name each tool once");
      }
    }
    absl::StatusOr<Scopes> given = scopes_in(body, listed_);
    if (!given.ok()) return given.status();
    const StandingDecision* last = last_before(history_, tool->number, kNewest);
    absl::StatusOr<Scopes> scopes =
        scopes_by(call_.person.sight, last ? last->scopes : Scopes{}, *std::move(given), listed_);
    if (!scopes.ok()) return scopes.status();
    decide(*tool, or_unreviewed(last), *std::move(scopes));
    return absl::OkStatus();
  }

  void decide(const catalog::Tool& tool, const Scopes& before, Scopes after) {
    plan_.rows.push_back(row_of(tool, before, after, listed_));
    StandingDecision decision;
    decision.tool = tool.number;
    decision.effective_window = ground_.calendar.window_at(office_.clock()) + 1;
    decision.decided = absl::ToUnixSeconds(office_.clock());
    decision.by = call_.person.name;
    decision.scopes = std::move(after);
    decision.reason = reason_;
    plan_.deeds.push_back({call_.person.name,
                           "standing-decided",
                           std::string(tool.id),
                           {{"standing", scopes_summary(decision.scopes, listed_)},
                            {"reason", reason_},
                            {"from", ground_.calendar.name(decision.effective_window)}}});
    plan_.decisions.push_back(std::move(decision));
  }

  static constexpr std::int64_t kNewest = INT64_MAX;

  const Office& office_;
  const Ground& ground_;
  const Call& call_;
  std::string reason_;
  Departments listed_;
  History history_;
  Plan plan_;
};

absl::StatusOr<Outcome> decide(const Office& office, const Ground& ground, const Call& call) {
  if (absl::Status s = check_members(call.body, {"changes", "reason", "preview"}); !s.ok()) {
    return s;
  }
  const absl::StatusOr<bool> preview = truth_of(call.body, "preview", true);
  if (!preview.ok()) return preview.status();
  absl::StatusOr<Plan> plan = Planner(office, ground, call).plan();
  if (!plan.ok()) return plan.status();
  const auto unchanged = [&]() -> absl::Status {
    const absl::StatusOr<History> history = office.curation.history();
    if (!history.ok()) return history.status();
    if (version_of(*history) == call.version) return absl::OkStatus();
    return absl::AbortedError(
        "somebody decided on a tool meanwhile; read them again and look at the preview");
  };
  absl::Status done = unchanged();
  if (done.ok() && !*preview) {
    done = recorded_all(office, plan->deeds, [&]() -> absl::Status {
      if (absl::Status s = unchanged(); !s.ok()) return s;
      if (absl::Status s = office.curation.add_decisions(plan->decisions); !s.ok()) return s;
      return policy::publish_standings(office.paths, office.curation, office.clock());
    });
  }
  if (!done.ok()) return done;
  return Outcome{.body = object{{"done", !*preview},
                                {"next", next_json(office, ground)},
                                {"tools", std::move(plan->rows)}}};
}

}  // namespace

void add_bulk_operations(const Office& office, SignedGround& signed_ground,
                         api::Operations& operations) {
  const auto grounded =
      [&](absl::StatusOr<Outcome> (*work)(const Office&, const Ground&, const Call&)) {
        return on_ground(office, signed_ground,
                         "no policy is published yet; decisions count from the first one on",
                         [&office, work](const Ground& ground, const Call& call) {
                           return work(office, ground, call);
                         });
      };
  operations["getStandings"] = grounded(tell);
  operations["decideStandings"] = grounded(decide);
}

}  // namespace desirepath::workplace
