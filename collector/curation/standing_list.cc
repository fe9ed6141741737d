#include "collector/curation/standing_list.h"

#include <algorithm>
#include <map>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "collector/curation/csv.h"
#include "collector/curation/department_list.h"
#include "proto/policy/standing.h"

namespace desirepath::curation {
namespace {

class List {
 public:
  List(const catalog::Catalog& catalog, const std::vector<policy::Department>& departments,
       std::uint32_t window)
      : catalog_(catalog), departments_(departments), window_(window) {}

  void read(const CsvRow& row) {
    if (row.cells.size() < 2 || row.cells.size() > 3) {
      return wrong(
          row, absl::StrCat("has ", row.cells.size(), " cells, write tool,standing,departments"));
    }
    const catalog::Tool* tool = catalog_.tool_by_id(row.cells[0]);
    if (tool == nullptr) {
      return wrong(row, absl::StrCat("tool \"", row.cells[0], "\" is not in the catalog",
                                     nearest(row.cells[0])));
    }
    policy::Standing standing = policy::Standing::kUnreviewed;
    if (!policy::parse_standing(row.cells[1], standing)) {
      return wrong(row, absl::StrCat("standing \"", row.cells[1],
                                     "\" is none of unreviewed, tolerated, piloting, sanctioned, "
                                     "restricted, blocked"));
    }
    StandingDecision& decision = decisions_[tool->number];
    decision.tool = tool->number;
    decision.effective_window = window_;
    for (std::uint32_t department : scope(row)) add(row, decision, {department, standing});
  }

  absl::StatusOr<std::vector<StandingDecision>> finish() {
    if (decisions_.empty() && wrong_.empty()) wrong_.push_back("there is no tool in it");
    if (!wrong_.empty()) return absl::InvalidArgumentError(absl::StrJoin(wrong_, "\n"));
    std::vector<StandingDecision> decisions;
    for (auto& [tool, decision] : decisions_) decisions.push_back(std::move(decision));
    return decisions;
  }

 private:
  void wrong(const CsvRow& row, const std::string& what) {
    wrong_.push_back(absl::StrCat("line ", row.line, ": ", what));
  }

  // A tool whose id begins like the unknown one.
  std::string nearest(const std::string& id) const {
    for (std::size_t length = id.size(); length >= 3; --length) {
      for (const catalog::Tool& tool : catalog_.tools()) {
        if (tool.id.substr(0, length) == std::string_view(id).substr(0, length)) {
          return absl::StrCat(", the nearest is \"", std::string(tool.id), "\"");
        }
      }
    }
    return "";
  }

  std::vector<std::uint32_t> scope(const CsvRow& row) {
    std::vector<std::uint32_t> numbers;
    if (row.cells.size() < 3 || row.cells[2].empty()) return {policy::kOrganisation};
    for (const auto& word :
         absl::StrSplit(row.cells[2], absl::ByAnyChar("; |,"), absl::SkipEmpty())) {
      const std::string id(word);
      const auto found = std::find_if(departments_.begin(), departments_.end(),
                                      [&](const policy::Department& d) { return d.id == id; });
      if (found == departments_.end()) {
        wrong(row, absl::StrCat("department \"", id, "\" is not in the list of departments"));
      } else {
        numbers.push_back(found->number);
      }
    }
    return numbers;
  }

  void add(const CsvRow& row, StandingDecision& decision, ScopedStanding scoped) {
    for (const ScopedStanding& before : decision.scopes) {
      if (before.department == scoped.department) {
        return wrong(row, "says another standing for the same tool and department as a line above");
      }
    }
    decision.scopes.push_back(scoped);
  }

  const catalog::Catalog& catalog_;
  const std::vector<policy::Department>& departments_;
  const std::uint32_t window_;
  std::map<std::uint32_t, StandingDecision> decisions_;
  std::vector<std::string> wrong_;
};

}  // namespace

absl::StatusOr<std::vector<StandingDecision>> read_standings(
    const std::string& csv, const catalog::Catalog& catalog,
    const std::vector<policy::Department>& departments, std::uint32_t effective_window) {
  // Departments stand between semicolons: a list without headings is split at commas alone.
  CsvForm form;
  form.any_separator = absl::StrContains(absl::AsciiStrToLower(csv.substr(0, 8)), "tool");
  const absl::StatusOr<std::vector<CsvRow>> rows = read_csv(csv, form);
  if (!rows.ok()) return rows.status();
  List list(catalog, departments, effective_window);
  for (const CsvRow& row : *rows) {
    const bool heading = &row == &rows->front() && absl::AsciiStrToLower(row.cells[0]) == "tool";
    if (!heading) list.read(row);
  }
  return list.finish();
}

}  // namespace desirepath::curation
