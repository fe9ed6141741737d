#include "collector/curation/standing_list.h"

#include <algorithm>
#include <map>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "collector/curation/csv.h"
#include "collector/curation/department_list.h"
#include "proto/policy/standing.h"

namespace desirepath::curation {
namespace {

constexpr std::uint32_t kMaximumSeats = 10'000'000;

class List {
 public:
  List(const catalog::Catalog& catalog, const std::vector<policy::Department>& departments,
       std::uint32_t window)
      : catalog_(catalog), departments_(departments), window_(window) {}

  // Whether the line says what the columns are; then the next ones are read by it.
  bool take_headings(const CsvRow& row) {
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      columns.emplace(absl::AsciiStrToLower(row.cells[i]), i);
    }
    if (!columns.contains("tool")) return false;
    columns_ = std::move(columns);
    most_ = row.cells.size();
    return true;
  }

  void read(const CsvRow& row) {
    const std::size_t least = has("standing") ? 2 : 1;
    if (row.cells.size() < least || row.cells.size() > most_) {
      return wrong(
          row, absl::StrCat("has ", row.cells.size(), " cells, write tool,standing,departments"));
    }
    const std::string name = cell(row, "tool");
    const catalog::Tool* tool = find(name);
    if (tool == nullptr) {
      return wrong(row, absl::StrCat("tool \"", name, "\" is not in the catalog", nearest(name)));
    }
    policy::Standing standing = policy::Standing::kSanctioned;
    if (has("standing") && !policy::parse_standing(cell(row, "standing"), standing)) {
      return wrong(row, absl::StrCat("standing \"", cell(row, "standing"),
                                     "\" is none of unreviewed, tolerated, piloting, sanctioned, "
                                     "restricted, blocked"));
    }
    StandingDecision& decision = decisions_[tool->number];
    decision.tool = tool->number;
    decision.effective_window = window_;
    for (std::uint32_t department : scope(row)) add(row, decision, {department, standing});
    add_seats(row, tool->number);
  }

  absl::StatusOr<StandingList> finish() {
    if (decisions_.empty() && wrong_.empty()) wrong_.push_back("there is no tool in it");
    if (!wrong_.empty()) return absl::InvalidArgumentError(absl::StrJoin(wrong_, "\n"));
    StandingList list;
    for (auto& [tool, decision] : decisions_) list.decisions.push_back(std::move(decision));
    list.seats = std::move(seats_);
    return list;
  }

 private:
  void wrong(const CsvRow& row, const std::string& what) {
    wrong_.push_back(absl::StrCat("line ", row.line, ": ", what));
  }

  [[nodiscard]] bool has(const char* column) const { return columns_.contains(column); }
  [[nodiscard]] std::string cell(const CsvRow& row, const char* column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= row.cells.size() ? ""
                                                                        : row.cells[found->second];
  }

  [[nodiscard]] const catalog::Tool* find(const std::string& name) const {
    if (const catalog::Tool* tool = catalog_.tool_by_id(name); tool != nullptr) return tool;
    for (const catalog::Tool& tool : catalog_.tools()) {
      if (absl::EqualsIgnoreCase(std::string(tool.name), name)) return &tool;
    }
    return nullptr;
  }

  void add_seats(const CsvRow& row, std::uint32_t tool) {
    const std::string text = cell(row, "seats");
    if (text.empty()) return;
    std::uint32_t seats = 0;
    if (!absl::SimpleAtoi(text, &seats) || seats > kMaximumSeats) {
      return wrong(row, absl::StrCat("seats \"", text, "\" is not a number of seats"));
    }
    seats_[tool] += seats;
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
    const std::string departments = cell(row, "departments");
    if (departments.empty()) return {policy::kOrganisation};
    for (const auto& word :
         absl::StrSplit(departments, absl::ByAnyChar("; |,"), absl::SkipEmpty())) {
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
  std::map<std::string, std::size_t> columns_ = {{"tool", 0}, {"standing", 1}, {"departments", 2}};
  std::size_t most_ = 3;
  std::map<std::uint32_t, StandingDecision> decisions_;
  std::map<std::uint32_t, std::uint32_t> seats_;
  std::vector<std::string> wrong_;
};

}  // namespace

absl::StatusOr<StandingList> read_standing_list(const std::string& csv,
                                                const catalog::Catalog& catalog,
                                                const std::vector<policy::Department>& departments,
                                                std::uint32_t effective_window) {
  // Departments stand between semicolons: a list without headings is split at commas alone.
  CsvForm form;
  form.any_separator = absl::StrContains(absl::AsciiStrToLower(csv.substr(0, 8)), "tool");
  const absl::StatusOr<std::vector<CsvRow>> rows = read_csv(csv, form);
  if (!rows.ok()) return rows.status();
  List list(catalog, departments, effective_window);
  for (const CsvRow& row : *rows) {
    const bool heading = &row == &rows->front() && list.take_headings(row);
    if (!heading) list.read(row);
  }
  return list.finish();
}

absl::StatusOr<std::vector<StandingDecision>> read_standings(
    const std::string& csv, const catalog::Catalog& catalog,
    const std::vector<policy::Department>& departments, std::uint32_t effective_window) {
  absl::StatusOr<StandingList> list =
      read_standing_list(csv, catalog, departments, effective_window);
  if (!list.ok()) return list.status();
  return std::move(list->decisions);
}

}  // namespace desirepath::curation
