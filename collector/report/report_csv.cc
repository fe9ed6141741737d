#include <absl/strings/str_cat.h>

#include <algorithm>
#include <string_view>

#include "collector/report/frame.h"
#include "collector/report/report_text.h"
#include "collector/report/words.h"
#include "proto/catalog/risk.h"

namespace desirepath::report {
namespace {

std::string range(const needs::Devices& devices) {
  return absl::StrCat(devices.low, ",", devices.high);
}

std::string range(const needs::Share& share) {
  return absl::StrCat(absl::SixDigits(share.low), ",", absl::SixDigits(share.high));
}

// What the catalog knows of a tool, "unknown" included: one column a subject, the same in each row.
std::string known_heads() {
  std::string heads = ",hq_country";
  for (const std::string_view subject : catalog::kRiskSubjects) {
    absl::StrAppend(&heads, ",", std::string(subject));
  }
  return heads;
}

std::string known_cells(const needs::ToolCard& card) {
  const std::string unknown(catalog::kUnknown);
  std::string cells =
      absl::StrCat(",", card.hq_country.empty() ? unknown : csv_cell(card.hq_country));
  for (const std::string_view subject : catalog::kRiskSubjects) {
    const auto line = std::find_if(card.risk.begin(), card.risk.end(),
                                   [&](const auto& each) { return each.subject == subject; });
    absl::StrAppend(&cells, ",", line == card.risk.end() ? unknown : csv_cell(line->answer));
  }
  return cells;
}

}  // namespace

std::string needs_csv(const needs::NeedsReport& report) {
  std::string text =
      "organisation,lab,k,window,noise,rank,need,name,group,devices_low,devices_high,index_low,"
      "index_high,reach_low,reach_high,gap_low,gap_high,persistence_low,persistence_high,"
      "reason,fix,grade\r\n";
  for (const needs::NeedCard& card : report.cards) {
    absl::StrAppend(&text, csv_head(report.head), ",", card.rank, ",", csv_cell(card.id), ",",
                    csv_cell(card.name), ",", csv_cell(card.group), ",", range(card.devices), ",",
                    range(card.index), ",", range(card.reach), ",");
    absl::StrAppend(&text, range(card.gap), ",", range(card.persistence), ",",
                    reason_code(card.reason), ",", csv_cell(card.fix), ",", grade_code(card.grade),
                    "\r\n");
  }
  return text;
}

std::string tools_csv(const needs::ToolsReport& report) {
  std::string text =
      "organisation,lab,k,window,noise,tool,name,vendor,need,standing,department,devices_low,"
      "devices_high";
  absl::StrAppend(&text, known_heads(), "\r\n");
  for (const needs::ToolCard& card : report.cards) {
    const std::string tool =
        absl::StrCat(csv_head(report.head), ",", csv_cell(card.id), ",", csv_cell(card.name), ",",
                     csv_cell(card.vendor), ",", csv_cell(card.need), ",", card.standing, ",");
    const std::string known = known_cells(card);
    absl::StrAppend(&text, tool, ",", range(card.devices), known, "\r\n");
    for (const needs::DepartmentLine& line : card.departments) {
      absl::StrAppend(&text, tool, csv_cell(line.id.empty() ? line.name : line.id), ",",
                      range(line.devices), known, "\r\n");
    }
  }
  return text;
}

}  // namespace desirepath::report
