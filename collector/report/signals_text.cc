#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <boost/json.hpp>
#include <cmath>

#include "collector/report/columns.h"
#include "collector/report/frame.h"
#include "collector/report/side_text.h"

namespace desirepath::report {
namespace {

const char* change_code(const needs::SignalRow& row) {
  return row.growing ? "growing" : "declining";
}

double one_digit(double number) { return std::round(number * 10) / 10; }

}  // namespace

std::string signals_json(const needs::SignalsReport& report) {
  boost::json::object document = head_json(report.head);
  boost::json::array rows;
  for (const needs::SignalRow& row : report.rows) {
    rows.push_back({{"tool", row.tool},
                    {"name", row.name},
                    {"department", row.department.empty() ? boost::json::value(nullptr)
                                                          : boost::json::value(row.department)},
                    {"change", change_code(row)},
                    {"devices", row.devices},
                    {"before", one_digit(row.before)}});
  }
  document["signals"] = std::move(rows);
  return boost::json::serialize(document);
}

std::string signals_csv(const needs::SignalsReport& report) {
  std::string text =
      "organisation,lab,k,window,noise,tool,name,department,change,devices,before\r\n";
  for (const needs::SignalRow& row : report.rows) {
    absl::StrAppend(&text, csv_head(report.head), ",", csv_cell(row.tool), ",", csv_cell(row.name),
                    ",", csv_cell(row.department), ",", change_code(row), ",", row.devices, ",");
    absl::StrAppend(&text, one_digit(row.before), "\r\n");
  }
  return text;
}

std::string signals_table(const needs::SignalsReport& report) {
  Columns columns({"tool", "department", "change", "devices", "a window before"});
  for (const needs::SignalRow& row : report.rows) {
    columns.add({row.name, row.department.empty() ? "all" : row.department, change_code(row),
                 absl::StrCat(row.devices), absl::StrFormat("%.1f", row.before)});
  }
  return absl::StrCat(table_opening(report.head, "signals"), columns.text(),
                      table_closing(report.head));
}

}  // namespace desirepath::report
