#include "collector/workplace/start_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/api/report_rows.h"
#include "collector/policy/bundle_edit.h"
#include "collector/workplace/decision_desk.h"
#include "collector/workplace/fields.h"
#include "collector/workplace/first_light_account.h"
#include "collector/workplace/frequent_tools.h"
#include "collector/workplace/window_desk.h"
#include "proto/window/publication_time.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::StandingDecision;

constexpr const char* kStaffTold = "start.staff-told";  // unix seconds
constexpr const char* kFirstReason = "What we offer, ticked on the first list.";

// Tools that somebody is offered, by their numbers.
absl::StatusOr<std::vector<std::uint32_t>> offered(const Office& office) {
  const absl::StatusOr<std::vector<StandingDecision>> history = office.curation.history();
  if (!history.ok()) return history.status();
  std::map<std::uint32_t, bool> last;
  for (const StandingDecision& decision : *history) {
    last[decision.tool] = std::any_of(
        decision.scopes.begin(), decision.scopes.end(),
        [](const auto& scoped) { return scoped.standing == policy::Standing::kSanctioned; });
  }
  std::vector<std::uint32_t> tools;
  for (const auto& [tool, sanctioned] : last) {
    if (sanctioned) tools.push_back(tool);
  }
  return tools;
}

value policy_of(const Office& office) {
  const absl::Time now = office.clock();
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(office.paths, now);
  object told{{"number", nullptr},
              {"draft", std::filesystem::exists(office.paths.policy() / "draft.policy")},
              {"first_figures", nullptr},
              {"first_light", nullptr}};
  if (!bundle.ok()) return told;
  told["number"] = bundle->policy.number;
  const auto calendar = window::Calendar::from(bundle->policy);
  if (calendar.ok()) {
    const std::uint32_t next = next_published(*calendar, first_told(*bundle, *calendar), now);
    told["first_figures"] = absl::ToUnixSeconds(window::publication_time(*calendar, next));
    told["first_light"] = first_light_of(office, *bundle, *calendar);
  }
  return told;
}

// The needs report says it before anything else is published.
value enrolled_by(const api::Provider::Report& needs) {
  const absl::StatusOr<std::string> text = needs ? needs({}) : absl::NotFoundError("");
  if (!text.ok()) return nullptr;
  const absl::StatusOr<api::ReportRows> rows = api::rows_of(*text, "needs");
  const absl::StatusOr<value> report = rows.ok() ? api::head_of(*rows) : rows.status();
  if (!report.ok()) return nullptr;
  const value* line = report->get_object().if_contains("line");
  if (line == nullptr || !line->is_object()) return nullptr;
  const value* enrolled = line->get_object().if_contains("enrolled");
  return enrolled == nullptr ? value(nullptr) : *enrolled;
}

array candidates(const catalog::Catalog& catalog, const std::vector<std::uint32_t>& offered) {
  array rows;
  for (const std::string_view id : kFrequentTools) {
    const catalog::Tool* tool = catalog.tool_by_id(std::string(id));
    if (tool == nullptr) continue;  // a later catalog may have dropped it
    const catalog::Need* need = catalog.need(tool->need);
    const bool ticked = std::find(offered.begin(), offered.end(), tool->number) != offered.end();
    rows.push_back(object{{"tool", std::string(tool->id)},
                          {"name", std::string(tool->name)},
                          {"need", need == nullptr ? "" : std::string(need->id)},
                          {"offered", ticked}});
  }
  return rows;
}

absl::StatusOr<Outcome> tell(const Office& office, const api::Provider::Report& needs) {
  const absl::StatusOr<catalog::Catalog> catalog = catalog_now(office);
  if (!catalog.ok()) return catalog.status();
  const absl::StatusOr<std::vector<std::uint32_t>> tools = offered(office);
  if (!tools.ok()) return tools.status();
  const auto departments = office.curation.departments();
  if (!departments.ok()) return departments.status();
  const auto told = office.curation.setting(kStaffTold);
  if (!told.ok()) return told.status();
  std::int64_t devices = 0;
  for (const policy::Department& department : *departments) devices += department.devices;
  std::int64_t told_at = 0;
  const bool staff_told = told->has_value() && absl::SimpleAtoi(**told, &told_at);
  return Outcome{
      .body = object{{"offered", tools->size()},
                     {"departments", object{{"count", departments->size()}, {"devices", devices}}},
                     {"policy", policy_of(office)},
                     {"enrolled", enrolled_by(needs)},
                     {"staff_told", staff_told ? value(told_at) : value(nullptr)},
                     {"candidates", candidates(*catalog, *tools)}}};
}

absl::StatusOr<curation::StandingList> list_in(const object& body,
                                               const catalog::Catalog& catalog) {
  if (absl::Status s = check_members(body, {"tools"}); !s.ok()) return s;
  const value* tools = body.if_contains("tools");
  if (tools == nullptr || !tools->is_array() || tools->get_array().empty() ||
      tools->get_array().size() > kFrequentTools.size()) {
    return absl::InvalidArgumentError("tools: give 1 to 60 ids of the list");
  }
  curation::StandingList list;
  for (const value& id : tools->get_array()) {
    const catalog::Tool* tool =
        id.is_string() ? catalog.tool_by_id(std::string(id.get_string())) : nullptr;
    if (tool == nullptr) return absl::InvalidArgumentError("tools: give ids of the list");
    const bool twice =
        std::any_of(list.decisions.begin(), list.decisions.end(),
                    [&](const StandingDecision& one) { return one.tool == tool->number; });
    if (twice) continue;
    StandingDecision decision;
    decision.tool = tool->number;
    decision.scopes = {{policy::kOrganisation, policy::Standing::kSanctioned}};
    decision.reason = kFirstReason;
    list.decisions.push_back(std::move(decision));
  }
  return list;
}

absl::StatusOr<Outcome> offer(const Office& office, const api::Provider::Report& needs,
                              const Call& call) {
  const absl::StatusOr<catalog::Catalog> catalog = catalog_now(office);
  if (!catalog.ok()) return catalog.status();
  absl::StatusOr<curation::StandingList> list = list_in(call.body, *catalog);
  if (!list.ok()) return list.status();
  const Deed deed{call.person.name, "tools-offered", "", {{"tools", call.body.at("tools")}}};
  if (absl::Status s = decide_all(office, deed, *std::move(list)); !s.ok()) return s;
  return tell(office, needs);
}

absl::StatusOr<Outcome> mark_told(const Office& office, const api::Provider::Report& needs,
                                  const Call& call) {
  if (absl::Status s = check_members(call.body, {}); !s.ok()) return s;
  const Deed deed{call.person.name, "staff-told"};
  const absl::Status done = recorded(office, deed, [&] {
    return office.curation.set_setting(kStaffTold,
                                       absl::StrCat(absl::ToUnixSeconds(office.clock())));
  });
  if (!done.ok()) return done;
  return tell(office, needs);
}

}  // namespace

void add_start_operations(const Office& office, api::Provider& provider) {
  const api::Provider::Report needs = provider.needs;
  api::Operations& operations = provider.operations;
  operations["getStart"] = [&office, needs](const Call&) { return tell(office, needs); };
  operations["offerTools"] = [&office, needs](const Call& call) {
    return offer(office, needs, call);
  };
  operations["markStaffTold"] = [&office, needs](const Call& call) {
    return mark_told(office, needs, call);
  };
}

}  // namespace desirepath::workplace
