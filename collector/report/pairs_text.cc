#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <boost/json.hpp>
#include <cmath>

#include "collector/report/columns.h"
#include "collector/report/frame.h"
#include "collector/report/side_text.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using boost::json::object;
using boost::json::value;

const char* shape_code(needs::PairShape shape) {
  switch (shape) {
    case needs::PairShape::kMixed:
      return "mixed";
    case needs::PairShape::kDoubleEntry:
      return "double_entry";
    case needs::PairShape::kCarryOver:
      return "carry_over";
    case needs::PairShape::kNotKnown:
      break;
  }
  return "not_known";
}

double one_digit(double number) { return std::round(number * 10) / 10; }

value range_json(const std::optional<needs::Share>& range) {
  if (!range) return nullptr;
  return object{{"low", one_digit(range->low)}, {"high", one_digit(range->high)}};
}

value told_json(const needs::PairRow& row) {
  if (!row.told) return nullptr;
  return object{{"minutes", row.told->minutes},
                {"answers", row.told->answers},
                {"date", row.told->date},
                {"hours_a_year", range_json(row.told_hours)}};
}

std::string range_words(const std::optional<needs::Share>& range) {
  if (!range) return "not known yet";
  return absl::StrFormat("%.1f–%.1f", range->low, range->high);
}

std::string range_cells(const std::optional<needs::Share>& range) {
  if (!range) return ",";
  return absl::StrCat(one_digit(range->low), ",", one_digit(range->high));
}

std::string told_words(const needs::PairRow& row) {
  if (!row.told) return "";
  return absl::StrCat(range_words(row.told_hours), " with ", row.told->minutes,
                      " minutes per entry, as staff told us (", row.told->answers, " answers, ",
                      row.told->date, ")");
}

}  // namespace

boost::json::array pair_rows_json(const std::vector<needs::PairRow>& pairs) {
  boost::json::array rows;
  for (const needs::PairRow& row : pairs) {
    rows.push_back({{"first", row.first},
                    {"second", row.second},
                    {"names", {row.first_name, row.second_name}},
                    {"devices", devices_json(row.devices)},
                    {"shape", shape_code(row.shape)},
                    {"bounces_a_day", range_json(row.bounces)},
                    {"days_a_week", range_json(row.days)},
                    {"hours_a_year", range_json(row.hours)},
                    {"told", told_json(row)}});
  }
  return rows;
}

std::string pairs_json(const needs::PairsReport& report) {
  object document = head_json(report.head);
  document["pairs"] = pair_rows_json(report.rows);
  document["inferred"] = true;
  document["hours_are"] = "re-orientation only";
  return boost::json::serialize(document);
}

std::string pairs_csv(const needs::PairsReport& report) {
  std::string text =
      "organisation,lab,k,window,noise,first,second,devices_low,devices_high,shape,bounces_low,"
      "bounces_high,days_low,days_high,hours_low,hours_high,told_minutes,told_answers,told_date,"
      "told_hours_low,told_hours_high\r\n";
  for (const needs::PairRow& row : report.rows) {
    absl::StrAppend(&text, csv_head(report.head), ",", csv_cell(row.first), ",",
                    csv_cell(row.second), ",", row.devices.low, ",", row.devices.high, ",",
                    shape_code(row.shape), ",", range_cells(row.bounces), ",");
    absl::StrAppend(&text, range_cells(row.days), ",", range_cells(row.hours), ",");
    if (row.told) {
      absl::StrAppend(&text, row.told->minutes, ",", row.told->answers, ",",
                      csv_cell(row.told->date), ",", range_cells(row.told_hours), "\r\n");
    } else {
      absl::StrAppend(&text, ",,,,\r\n");
    }
  }
  return text;
}

std::string pairs_table(const needs::PairsReport& report) {
  Columns columns({"pair", "devices", "likely shape", "bounces a day", "days a week",
                   "hours a year (re-orientation only)", "hours a year (told)"});
  for (const needs::PairRow& row : report.rows) {
    std::string shape = shape_code(row.shape);
    for (char& letter : shape) letter = letter == '_' ? ' ' : letter;
    columns.add({absl::StrCat(row.first_name, " and ", row.second_name), devices_words(row.devices),
                 shape, range_words(row.bounces), range_words(row.days), range_words(row.hours),
                 told_words(row)});
  }
  return absl::StrCat(table_opening(report.head, "pairs"), columns.text(),
                      "Inferred from how contact changes between two tools within five minutes: a "
                      "lower bound.\n",
                      table_closing(report.head));
}

}  // namespace desirepath::report
