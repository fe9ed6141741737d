#include "collector/curation/department_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/curation/csv.h"
#include "proto/policy/floors.h"

namespace desirepath::curation {
namespace {

constexpr std::size_t kMaximumIdLength = 64;
constexpr std::uint32_t kMaximumDevices = 10'000'000;

struct Line {
  std::size_t number = 0;
  policy::Department department;
  std::string parent;
};

bool is_id(const std::string& id) {
  return !id.empty() && id.size() <= kMaximumIdLength && id[0] != '-' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
         });
}

class List {
 public:
  void read(const CsvRow& row) {
    if (row.cells.size() != 4) {
      return wrong(row.line,
                   absl::StrCat("has ", row.cells.size(), " cells, write id,name,parent,devices"));
    }
    Line line{row.line, {}, row.cells[2]};
    line.department.id = row.cells[0];
    line.department.name = row.cells[1].empty() ? row.cells[0] : row.cells[1];
    if (!is_id(line.department.id)) {
      return wrong(row.line,
                   absl::StrCat("id \"", line.department.id,
                                "\" must be small letters, digits and hyphens, for example \"",
                                department_id(line.department.id), "\""));
    }
    if (!absl::SimpleAtoi(row.cells[3], &line.department.devices) ||
        line.department.devices > kMaximumDevices) {
      return wrong(row.line, absl::StrCat("devices \"", row.cells[3], "\" is not a headcount"));
    }
    if (!lines_.emplace(line.department.id, line).second) {
      return wrong(row.line, absl::StrCat("\"", line.department.id, "\" is in the list already"));
    }
    order_.push_back(line.department.id);
  }

  absl::StatusOr<std::vector<policy::Department>> finish(
      const std::vector<policy::Department>& known) {
    for (const std::string& id : order_) check_parents(lines_.at(id));
    if (order_.empty() && wrong_.empty()) wrong_.emplace_back("there is no department in it");
    if (order_.size() > policy::kMaximumDepartments)
      wrong_.emplace_back("more than 4096 departments");
    if (!wrong_.empty()) return absl::InvalidArgumentError(absl::StrJoin(wrong_, "\n"));
    give_numbers(known);
    std::vector<policy::Department> departments;
    for (const std::string& id : order_) place(id, departments);
    return departments;
  }

 private:
  void wrong(std::size_t line, const std::string& what) {
    wrong_.push_back(absl::StrCat("line ", line, ": ", what));
  }

  void check_parents(const Line& line) {
    std::set<std::string> seen = {line.department.id};
    for (const Line* at = &line; !at->parent.empty();) {
      const auto parent = lines_.find(at->parent);
      if (parent == lines_.end()) {
        if (at == &line)
          wrong(line.number, absl::StrCat("parent \"", line.parent, "\" is not in the list"));
        return;
      }
      if (!seen.insert(at->parent).second) {
        return wrong(line.number, absl::StrCat("\"", line.department.id, "\" is its own ancestor"));
      }
      at = &parent->second;
    }
  }

  void give_numbers(const std::vector<policy::Department>& known) {
    std::uint32_t next = 1;
    std::map<std::string, std::uint32_t> numbers;
    for (const policy::Department& department : known) {
      numbers[department.id] = department.number;
      next = std::max(next, department.number + 1);
    }
    for (const std::string& id : order_) {
      const auto found = numbers.find(id);
      lines_.at(id).department.number = found == numbers.end() ? next++ : found->second;
    }
  }

  void place(const std::string& id, std::vector<policy::Department>& into) {
    if (!placed_.insert(id).second) return;
    Line& line = lines_.at(id);
    if (!line.parent.empty()) {
      place(line.parent, into);
      line.department.parent = lines_.at(line.parent).department.number;
    }
    into.push_back(line.department);
  }

  std::map<std::string, Line> lines_;
  std::vector<std::string> order_;
  std::set<std::string> placed_;
  std::vector<std::string> wrong_;
};

}  // namespace

absl::StatusOr<std::vector<policy::Department>> read_departments(
    const std::string& csv, const std::vector<policy::Department>& known) {
  const absl::StatusOr<std::vector<CsvRow>> rows = read_csv(csv);
  if (!rows.ok()) return rows.status();
  List list;
  for (const CsvRow& row : *rows) {
    const bool heading = &row == &rows->front() && absl::AsciiStrToLower(row.cells[0]) == "id";
    if (!heading) list.read(row);
  }
  return list.finish(known);
}

std::string department_id(const std::string& name) {
  std::string id;
  for (char c : name) {
    const auto letter = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(letter)) {
      id += absl::ascii_tolower(letter);
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.substr(0, kMaximumIdLength);
}

}  // namespace desirepath::curation
