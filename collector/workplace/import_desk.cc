#include "collector/workplace/import_desk.h"

#include <boost/json/array.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "collector/curation/department_list.h"
#include "collector/policy/lab_policy.h"
#include "collector/workplace/decision_desk.h"
#include "collector/workplace/fields.h"
#include "proto/policy/standing.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using Departments = std::vector<policy::Department>;

struct Given {
  std::string csv;
  bool preview = true;
};

absl::StatusOr<Given> given_in(const object& body) {
  if (absl::Status s = check_members(body, {"csv", "preview"}); !s.ok()) return s;
  const value* csv = body.if_contains("csv");
  if (csv == nullptr || !csv->is_string() || csv->get_string().empty()) {
    return absl::InvalidArgumentError("csv: give the text of the list");
  }
  const absl::StatusOr<bool> preview = truth_of(body, "preview", true);
  if (!preview.ok()) return preview.status();
  return Given{std::string(csv->get_string()), *preview};
}

// "line 3: what is wrong" as a row of its own.
array faults_of(const absl::Status& status) {
  array rows;
  const std::string said(status.message());
  for (const absl::string_view line : absl::StrSplit(said, '\n')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    std::int64_t number = 0;
    const bool numbered =
        absl::StartsWith(parts.first, "line ") && absl::SimpleAtoi(parts.first.substr(5), &number);
    rows.push_back(object{{"line", numbered ? value(number) : value(nullptr)},
                          {"text", std::string(numbered ? parts.second : line)}});
  }
  return rows;
}

object answer(bool done, array wrong, array rows) {
  return {{"done", done}, {"wrong", std::move(wrong)}, {"rows", std::move(rows)}};
}

object row_of(const std::string& id, const std::string& name, value before, value after) {
  return {{"id", id}, {"name", name}, {"before", std::move(before)}, {"after", std::move(after)}};
}

array department_rows(const Departments& before, const Departments& after) {
  std::map<std::uint32_t, const policy::Department*> old;
  for (const policy::Department& department : before) old[department.number] = &department;
  array rows;
  for (const policy::Department& department : after) {
    const auto found = old.find(department.number);
    const value was =
        found == old.end() ? value(nullptr) : value(absl::StrCat(found->second->devices));
    rows.push_back(
        row_of(department.id, department.name, was, value(absl::StrCat(department.devices))));
    if (found != old.end()) old.erase(found);
  }
  for (const auto& [number, department] : old) {
    rows.push_back(row_of(department->id, department->name,
                          value(absl::StrCat(department->devices)), nullptr));
  }
  return rows;
}

absl::StatusOr<Outcome> import_departments(const Office& office, const Call& call) {
  const absl::StatusOr<Given> given = given_in(call.body);
  if (!given.ok()) return given.status();
  const absl::StatusOr<Departments> known = office.curation.all_departments();
  if (!known.ok()) return known.status();
  const absl::StatusOr<Departments> before = office.curation.departments();
  if (!before.ok()) return before.status();
  const absl::StatusOr<Departments> after = curation::read_departments(given->csv, *known);
  if (!after.ok()) return Outcome{.body = answer(false, faults_of(after.status()), {})};
  array rows = department_rows(*before, *after);
  if (!given->preview) {
    const Deed deed{
        call.person.name, "departments-imported", "page", {{"departments", after->size()}}};
    const absl::Status done = recorded(office, deed, [&]() -> absl::Status {
      if (absl::Status s = office.curation.replace_departments(*after); !s.ok()) return s;
      // In a lab both hands are here; elsewhere the next draft carries the list to both.
      return policy::publish_lab_policy(office.paths, office.curation, office.clock()).status();
    });
    if (!done.ok()) return done;
  }
  return Outcome{.body = answer(!given->preview, {}, std::move(rows))};
}

// "sanctioned; restricted for sales".
std::string words_of(const std::vector<curation::ScopedStanding>& scopes, const Departments& all) {
  std::string text;
  for (const curation::ScopedStanding& scoped : scopes) {
    absl::StrAppend(&text, text.empty() ? "" : "; ",
                    std::string(policy::standing_word(scoped.standing)));
    for (const policy::Department& department : all) {
      if (department.number == scoped.department) absl::StrAppend(&text, " for ", department.id);
    }
  }
  return text;
}

absl::StatusOr<array> standing_rows(const Office& office, const catalog::Catalog& catalog,
                                    const curation::StandingList& list, const Departments& all) {
  const auto history = office.curation.history();
  if (!history.ok()) return history.status();
  std::map<std::uint32_t, const curation::StandingDecision*> last;
  for (const curation::StandingDecision& decision : *history) last[decision.tool] = &decision;
  array rows;
  for (const curation::StandingDecision& decision : list.decisions) {
    const catalog::Tool* tool = catalog.tool(decision.tool);
    const auto seats = list.seats.find(decision.tool);
    const std::string seated =
        seats == list.seats.end() ? "" : absl::StrCat(" (", seats->second, ")");
    const auto found = last.find(decision.tool);
    rows.push_back(
        row_of(std::string(tool->id), std::string(tool->name),
               found == last.end() ? value(nullptr) : value(words_of(found->second->scopes, all)),
               value(absl::StrCat(words_of(decision.scopes, all), seated))));
  }
  return rows;
}

absl::StatusOr<Outcome> import_standings(const Office& office, const Call& call) {
  const absl::StatusOr<Given> given = given_in(call.body);
  if (!given.ok()) return given.status();
  const absl::StatusOr<catalog::Catalog> catalog = catalog_now(office);
  if (!catalog.ok()) return catalog.status();
  const absl::StatusOr<Departments> departments = office.curation.departments();
  if (!departments.ok()) return departments.status();
  absl::StatusOr<curation::StandingList> list =
      curation::read_standing_list(given->csv, *catalog, *departments, 0);
  if (absl::IsInvalidArgument(list.status())) {
    return Outcome{.body = answer(false, faults_of(list.status()), {})};
  }
  if (!list.ok()) return list.status();
  absl::StatusOr<array> rows = standing_rows(office, *catalog, *list, *departments);
  if (!rows.ok()) return rows.status();
  if (!given->preview) {
    const Deed deed{call.person.name,
                    "standings-imported",
                    "page",
                    {{"tools", list->decisions.size()}, {"seats", list->seats.size()}}};
    if (absl::Status s = decide_all(office, deed, *std::move(list)); !s.ok()) return s;
  }
  return Outcome{.body = answer(!given->preview, {}, *std::move(rows))};
}

}  // namespace

void add_import_operations(const Office& office, api::Operations& operations) {
  operations["importDepartments"] = [&office](const Call& call) {
    return import_departments(office, call);
  };
  operations["importStandings"] = [&office](const Call& call) {
    return import_standings(office, call);
  };
}

}  // namespace desirepath::workplace
