#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

#include "collector/report/columns.h"
#include "collector/report/frame.h"
#include "collector/report/report_text.h"
#include "collector/report/words.h"
#include "proto/catalog/risk.h"

namespace desirepath::report {
namespace {

std::string index_words(const needs::Share& index) {
  return absl::StrFormat("%.0f–%.0f", index.low, index.high);
}

std::string tools_words(const std::vector<needs::ToolLine>& lines) {
  std::string text;
  for (const needs::ToolLine& line : lines) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", line.name, " ", devices_words(line.devices));
  }
  return text.empty() ? "nothing" : text;
}

// "FI, DPA yes, SOC 2 yes, 6 unknown": long answers only by name, they stand in JSON and page.
std::string known_words(const needs::ToolCard& card) {
  std::vector<std::string> known;
  if (!card.hq_country.empty()) known.push_back(card.hq_country);
  std::size_t unknown = 0;
  for (const needs::RiskLine& line : card.risk) {
    if (line.answer == catalog::kUnknown) {
      ++unknown;
    } else if (line.answer == "yes" || line.answer == "no") {
      known.push_back(absl::StrCat(risk_words(line.subject), " ", line.answer));
    } else {
      known.push_back(absl::StrCat(risk_words(line.subject), " known"));
    }
  }
  if (unknown > 0) known.push_back(absl::StrCat(unknown, " unknown"));
  return absl::StrJoin(known, ", ");
}

}  // namespace

std::string needs_table(const needs::NeedsReport& report) {
  Columns columns({"rank", "need", "devices", "reach", "gap", "index", "likely reason"});
  for (const needs::NeedCard& card : report.cards) {
    columns.add({absl::StrCat(card.rank), card.name, devices_words(card.devices),
                 percent_words(card.reach), percent_words(card.gap), index_words(card.index),
                 card.reason_words});
  }
  std::string text = absl::StrCat(table_opening(report.head, "needs"), columns.text());
  for (const needs::NeedCard& card : report.cards) {
    absl::StrAppend(&text, "\n", card.rank, ". ", card.name,
                    "\n   chosen by staff: ", tools_words(card.tools),
                    "\n   offered: ", tools_words(card.offered), "\n   fix: ", card.fix, "\n");
    for (const std::string& sentence : card.evidence) absl::StrAppend(&text, "   ", sentence, "\n");
    if (card.suppressed) absl::StrAppend(&text, "   ", *card.suppressed, "\n");
  }
  return absl::StrCat(text, table_closing(report.head));
}

std::string tools_table(const needs::ToolsReport& report) {
  Columns columns({"tool", "need", "standing", "devices", "departments", "habit", "risk facts"});
  for (const needs::ToolCard& card : report.cards) {
    std::string departments;
    for (const needs::DepartmentLine& line : card.departments) {
      absl::StrAppend(&departments, departments.empty() ? "" : ", ", line.name, " ",
                      devices_words(line.devices));
    }
    columns.add({card.name, card.need, card.standing, devices_words(card.devices), departments,
                 habit_words(card.habit), known_words(card)});
  }
  return absl::StrCat(table_opening(report.head, "tools"), columns.text(),
                      table_closing(report.head));
}

}  // namespace desirepath::report
