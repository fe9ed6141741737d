#include "collector/report/side_text.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <boost/json.hpp>

#include "collector/report/columns.h"
#include "collector/report/frame.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

std::string step_words(std::uint32_t step) {
  return absl::StrCat((step - 1) * 20, "–", step * 20, " %");
}

std::string with(object document, const char* name, array rows) {
  document[name] = std::move(rows);
  return boost::json::serialize(document);
}

}  // namespace

std::string departments_json(const needs::DepartmentsReport& report) {
  array rows;
  for (const needs::DepartmentRow& row : report.rows) {
    rows.push_back(
        {{"department", row.id},
         {"name", row.name},
         {"devices", row.devices},
         {"counted_under", row.counted_under.empty() ? value(nullptr) : value(row.counted_under)},
         {"tools", row.tools},
         {"more_reports_than_devices", row.alarm}});
  }
  return with(head_json(report.head), "departments", std::move(rows));
}

std::string departments_csv(const needs::DepartmentsReport& report) {
  std::string text =
      "organisation,lab,k,window,noise,department,name,devices,counted_under,tools,"
      "more_reports_than_devices\r\n";
  for (const needs::DepartmentRow& row : report.rows) {
    absl::StrAppend(&text, csv_head(report.head), ",", csv_cell(row.id), ",", csv_cell(row.name),
                    ",", row.devices, ",", csv_cell(row.counted_under), ",", row.tools, ",",
                    row.alarm ? "yes" : "no", "\r\n");
  }
  return text;
}

std::string departments_table(const needs::DepartmentsReport& report) {
  Columns columns({"department", "devices", "own figures", "largest", "note"});
  for (const needs::DepartmentRow& row : report.rows) {
    std::string note;
    if (!row.counted_under.empty()) note = absl::StrCat("counted under ", row.counted_under);
    if (row.alarm) note = "more reports than devices";
    columns.add({row.name, absl::StrCat(row.devices), absl::StrCat(row.tools, " tools"),
                 row.largest, note});
  }
  return absl::StrCat(table_opening(report.head, "departments"), columns.text(),
                      table_closing(report.head));
}

std::string visibility_json(const needs::VisibilityReport& report) {
  array rows;
  for (const needs::VisibilityRow& row : report.rows) {
    rows.push_back({{"step", row.step},
                    {"share_low", (row.step - 1) * 0.2},
                    {"share_high", row.step * 0.2},
                    {"devices", devices_json(row.devices)}});
  }
  return with(head_json(report.head), "visibility", std::move(rows));
}

std::string visibility_csv(const needs::VisibilityReport& report) {
  std::string text = "organisation,lab,k,window,noise,names_seen,devices_low,devices_high\r\n";
  for (const needs::VisibilityRow& row : report.rows) {
    absl::StrAppend(&text, csv_head(report.head), ",", step_words(row.step), ",", row.devices.low,
                    ",", row.devices.high, "\r\n");
  }
  return text;
}

std::string visibility_table(const needs::VisibilityReport& report) {
  Columns columns({"connections with a name", "devices"});
  for (const needs::VisibilityRow& row : report.rows) {
    columns.add({step_words(row.step), devices_words(row.devices)});
  }
  return absl::StrCat(table_opening(report.head, "visibility"), columns.text(),
                      table_closing(report.head));
}

std::string quick_wins_json(const needs::QuickWinsReport& report) {
  array rows;
  for (const needs::QuickWin& win : report.wins) {
    rows.push_back(
        {{"need", win.need},
         {"name", win.name},
         {"devices", devices_json(win.devices)},
         {"code", win.code},
         {"action", win.action},
         {"who", win.who},
         {"effort", win.effort},
         {"score", win.score},
         {"idle_seats", win.idle_seats ? value(devices_json(*win.idle_seats)) : value(nullptr)}});
  }
  return with(head_json(report.head), "quick_wins", std::move(rows));
}

std::string quick_wins_csv(const needs::QuickWinsReport& report) {
  std::string text =
      "organisation,lab,k,window,noise,need,name,devices_low,devices_high,action,who,effort,"
      "score\r\n";
  for (const needs::QuickWin& win : report.wins) {
    absl::StrAppend(&text, csv_head(report.head), ",", csv_cell(win.need), ",", csv_cell(win.name),
                    ",", win.devices.low, ",", win.devices.high, ",", csv_cell(win.action), ",");
    absl::StrAppend(&text, csv_cell(win.who), ",", win.effort, ",",
                    absl::StrFormat("%.1f", win.score), "\r\n");
  }
  return text;
}

std::string quick_wins_table(const needs::QuickWinsReport& report) {
  Columns columns({"need", "devices", "what", "who", "effort", "idle seats"});
  for (const needs::QuickWin& win : report.wins) {
    columns.add({win.name, devices_words(win.devices), win.action, win.who,
                 absl::StrCat(win.effort),
                 win.idle_seats ? devices_words(*win.idle_seats) : "not known"});
  }
  return absl::StrCat(table_opening(report.head, "quick wins"), columns.text(),
                      table_closing(report.head));
}

}  // namespace desirepath::report
