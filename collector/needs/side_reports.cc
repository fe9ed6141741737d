#include "collector/needs/side_reports.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <cmath>

#include "collector/needs/analyse.h"
#include "collector/needs/signals.h"
#include "proto/policy/department.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::View;

constexpr std::size_t kLargest = 3;

struct OwnTool {
  std::string name;
  std::uint32_t devices = 0;
};

std::vector<OwnTool> own_tools(const publish::PublishedWindow& window,
                               const catalog::Catalog& catalog, std::uint32_t department) {
  std::vector<OwnTool> tools;
  for (const Block& block : window.blocks(View::kToolDepartment)) {
    if (block.member != department || block.low == 0) continue;
    const catalog::Tool* tool = catalog.tool(block.object);
    tools.push_back(
        {tool != nullptr ? std::string(tool->name) : absl::StrCat("tool ", block.object),
         block.low});
  }
  std::stable_sort(tools.begin(), tools.end(),
                   [](const OwnTool& a, const OwnTool& b) { return a.devices > b.devices; });
  return tools;
}

}  // namespace

DepartmentsReport departments_report(const publish::History& history,
                                     const catalog::Catalog& catalog) {
  const publish::PublishedWindow& last = history.last();
  policy::Policy dictionary;
  dictionary.departments = last.head.departments;
  dictionary.department_floor = last.head.floors.department;
  dictionary.lab_window_seconds = 1;  // the floor stands in the window's own head
  DepartmentsReport report;
  report.head = head_of(history);
  for (const policy::Department& department : last.head.departments) {
    DepartmentRow row;
    row.id = department.id;
    row.name = department.name;
    row.devices = department.devices;
    const std::uint32_t place = policy::effective_department(dictionary, department.number);
    if (place != department.number) {
      const policy::Department* above = policy::find_department(dictionary, place);
      row.counted_under = above != nullptr ? above->name : last.head.organisation;
    }
    const std::vector<OwnTool> tools = own_tools(last, catalog, department.number);
    row.tools = static_cast<std::uint32_t>(tools.size());
    for (std::size_t i = 0; i < std::min(kLargest, tools.size()); ++i) {
      absl::StrAppend(&row.largest, i == 0 ? "" : ", ", tools[i].name, " ", tools[i].devices);
    }
    row.alarm = std::find(last.head.alarms.begin(), last.head.alarms.end(), department.number) !=
                last.head.alarms.end();
    report.rows.push_back(std::move(row));
  }
  return report;
}

SignalsReport signals_report(const publish::History& history, const catalog::Catalog& catalog) {
  SignalsReport report;
  report.head = head_of(history);
  for (const Signal& signal : signals_of(history)) {
    SignalRow row;
    row.tool = row.name = absl::StrCat("tool ", signal.tool);
    if (const catalog::Tool* tool = catalog.tool(signal.tool)) {
      row.tool = tool->id;
      row.name = tool->name;
    }
    for (const policy::Department& department : history.last().head.departments) {
      if (department.number == signal.department) row.department = department.name;
    }
    row.growing = signal.change == Change::kGrowing;
    row.devices = signal.devices;
    row.before = signal.before;
    report.rows.push_back(std::move(row));
  }
  std::stable_sort(report.rows.begin(), report.rows.end(),
                   [](const SignalRow& a, const SignalRow& b) {
                     if (a.growing != b.growing) return a.growing;
                     return std::abs(a.devices - a.before) > std::abs(b.devices - b.before);
                   });
  return report;
}

VisibilityReport visibility_report(const publish::History& history) {
  VisibilityReport report;
  report.head = head_of(history);
  for (const Block& block : history.last().of(View::kVisibility, 0)) {
    report.rows.push_back({block.member, {block.low, block.high}});
  }
  return report;
}

}  // namespace desirepath::needs
