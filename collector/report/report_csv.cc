#include <absl/strings/str_cat.h>

#include "collector/report/frame.h"
#include "collector/report/report_text.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

std::string range(const needs::Devices& devices) {
  return absl::StrCat(devices.low, ",", devices.high);
}

std::string range(const needs::Share& share) {
  return absl::StrCat(absl::SixDigits(share.low), ",", absl::SixDigits(share.high));
}

}  // namespace

std::string needs_csv(const needs::NeedsReport& report) {
  std::string text =
      "organisation,lab,k,window,rank,need,name,group,devices_low,devices_high,index_low,"
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
      "organisation,lab,k,window,tool,name,vendor,need,standing,department,devices_low,"
      "devices_high\r\n";
  for (const needs::ToolCard& card : report.cards) {
    const std::string tool =
        absl::StrCat(csv_head(report.head), ",", csv_cell(card.id), ",", csv_cell(card.name), ",",
                     csv_cell(card.vendor), ",", csv_cell(card.need), ",", card.standing, ",");
    absl::StrAppend(&text, tool, ",", range(card.devices), "\r\n");
    for (const needs::DepartmentLine& line : card.departments) {
      absl::StrAppend(&text, tool, csv_cell(line.id.empty() ? line.name : line.id), ",",
                      range(line.devices), "\r\n");
    }
  }
  return text;
}

}  // namespace desirepath::report
