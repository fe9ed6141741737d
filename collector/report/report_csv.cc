#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>

#include "collector/report/report_text.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

// RFC 4180; a leading = + - @ would be a formula in a spreadsheet, so such a cell gets an
// apostrophe.
std::string cell(const std::string& text) {
  const bool formula = !text.empty() && std::string("=+-@\t").find(text[0]) != std::string::npos;
  const std::string safe = formula ? absl::StrCat("'", text) : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string range(const needs::Devices& devices) {
  return absl::StrCat(devices.low, ",", devices.high);
}

std::string range(const needs::Share& share) {
  return absl::StrCat(absl::SixDigits(share.low), ",", absl::SixDigits(share.high));
}

std::string head_row(const needs::Head& head) {
  return absl::StrCat(cell(head.organisation), ",", head.lab ? "lab, not anonymous" : "", ",",
                      head.k, ",", cell(head.window_name));
}

}  // namespace

std::string needs_csv(const needs::NeedsReport& report) {
  std::string text =
      "organisation,lab,k,window,rank,need,name,group,devices_low,devices_high,index_low,"
      "index_high,reach_low,reach_high,gap_low,gap_high,persistence_low,persistence_high,"
      "reason,fix,grade\r\n";
  for (const needs::NeedCard& card : report.cards) {
    absl::StrAppend(&text, head_row(report.head), ",", card.rank, ",", cell(card.id), ",",
                    cell(card.name), ",", cell(card.group), ",", range(card.devices), ",",
                    range(card.index), ",", range(card.reach), ",");
    absl::StrAppend(&text, range(card.gap), ",", range(card.persistence), ",",
                    reason_code(card.reason), ",", cell(card.fix), ",", grade_code(card.grade),
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
        absl::StrCat(head_row(report.head), ",", cell(card.id), ",", cell(card.name), ",",
                     cell(card.vendor), ",", cell(card.need), ",", card.standing, ",");
    absl::StrAppend(&text, tool, ",", range(card.devices), "\r\n");
    for (const needs::DepartmentLine& line : card.departments) {
      absl::StrAppend(&text, tool, cell(line.id.empty() ? line.name : line.id), ",",
                      range(line.devices), "\r\n");
    }
  }
  return text;
}

}  // namespace desirepath::report
