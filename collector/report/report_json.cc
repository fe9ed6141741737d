#include <absl/strings/str_cat.h>

#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "collector/report/frame.h"
#include "collector/report/report_text.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// Four digits: more would pretend to a precision that bands do not have, and equal figures print
// equally on every machine.
double rounded(double number) { return std::round(number * 1e4) / 1e4; }

object share_json(const needs::Share& share) {
  return {{"low", rounded(share.low)}, {"high", rounded(share.high)}};
}

array trend_json(const std::vector<needs::TrendPoint>& trend) {
  array points;
  points.reserve(trend.size());
  for (const needs::TrendPoint& point : trend) {
    points.push_back({{"window", point.window},
                      {"name", point.name},
                      {"low", point.devices.low},
                      {"high", point.devices.high}});
  }
  return points;
}

object habit_json(needs::Habit habit, const std::optional<needs::Share>& share) {
  return {{"code", habit_code(habit)},
          {"words", habit_words(habit)},
          {"share", share ? value(share_json(*share)) : value(nullptr)}};
}

array tool_lines_json(const std::vector<needs::ToolLine>& lines) {
  array tools;
  for (const needs::ToolLine& line : lines) {
    tools.push_back({{"tool", line.id},
                     {"name", line.name},
                     {"standing", line.standing},
                     {"devices", devices_json(line.devices)},
                     {"habit", habit_json(line.habit, line.habit_share)},
                     {"trend", trend_json(line.trend)}});
  }
  return tools;
}

object card_json(const needs::NeedCard& card) {
  array evidence;
  for (const std::string& sentence : card.evidence) evidence.emplace_back(sentence);
  return {{"need", card.id},
          {"name", card.name},
          {"group", card.group},
          {"rank", card.rank},
          {"index", share_json(card.index)},
          {"devices", devices_json(card.devices)},
          {"reach", share_json(card.reach)},
          {"gap", share_json(card.gap)},
          {"persistence", share_json(card.persistence)},
          {"growth", share_json(card.growth)},
          {"fragmentation", share_json(card.fragmentation)},
          {"reason",
           {{"code", reason_code(card.reason)}, {"words", card.reason_words}, {"fix", card.fix}}},
          {"trend", trend_json(card.trend)},
          {"grade", grade_code(card.grade)},
          {"offered", tool_lines_json(card.offered)},
          {"tools", tool_lines_json(card.tools)},
          {"evidence", std::move(evidence)},
          {"suppressed", card.suppressed ? value(*card.suppressed) : value(nullptr)}};
}

// Every subject has its answer; what is known has its source and day beside it.
object risk_json(const std::vector<needs::RiskLine>& risk) {
  object json;
  array sources;
  for (const needs::RiskLine& line : risk) {
    json[line.subject] = line.answer;
    if (line.source.empty()) continue;
    sources.push_back({{"of", line.subject}, {"source", line.source}, {"date", line.date}});
  }
  json["sources"] = std::move(sources);
  return json;
}

array departments_json(const std::vector<needs::DepartmentLine>& lines) {
  array departments;
  for (const needs::DepartmentLine& line : lines) {
    departments.push_back({{"department", line.id},
                           {"name", line.name},
                           {"low", line.devices.low},
                           {"high", line.devices.high}});
  }
  return departments;
}

value period_json(const needs::ToolCard& card) {
  if (!card.four_windows) return nullptr;
  return object{{"window", card.four_windows->window},
                {"name", card.four_windows->name},
                {"low", card.four_windows->devices.low},
                {"high", card.four_windows->devices.high}};
}

value first_json(const std::optional<needs::WindowNamed>& first) {
  if (!first) return nullptr;
  return object{{"window", first->window}, {"name", first->name}};
}

object tool_json(const needs::ToolCard& card) {
  return {{"tool", card.id},
          {"name", card.name},
          {"vendor", card.vendor},
          {"hq_country", card.hq_country.empty() ? "unknown" : card.hq_country},
          {"risk", risk_json(card.risk)},
          {"need", card.need},
          {"standing", card.standing},
          {"devices", devices_json(card.devices)},
          {"departments", departments_json(card.departments)},
          {"four_windows", period_json(card)},
          {"days",
           {{"1", devices_json(card.one_day)},
            {"2-3", devices_json(card.two_three_days)},
            {"4-7", devices_json(card.four_seven_days)},
            {"guest", devices_json(card.guest)}}},
          {"habit", habit_json(card.habit, card.habit_share)},
          {"doubling_windows",
           card.doubling_windows ? value(rounded(*card.doubling_windows)) : value(nullptr)},
          {"stage", card.stage ? value(stage_code(*card.stage)) : value(nullptr)},
          {"first_seen", first_json(card.first_seen)},
          {"trend", trend_json(card.trend)}};
}

// The head, and one card after the other: all of them as values would take ten times the memory of
// their text.
template <typename Card>
std::string document(const needs::Head& head, const char* rows, const std::vector<Card>& cards,
                     object (*json)(const Card&)) {
  std::string text = boost::json::serialize(head_json(head));
  text.pop_back();
  absl::StrAppend(&text, text.size() > 1 ? "," : "", "\"", rows, "\":[");
  bool first = true;
  for (const Card& card : cards) {
    absl::StrAppend(&text, first ? "" : ",", boost::json::serialize(json(card)));
    first = false;
  }
  text += "]}";
  text.shrink_to_fit();
  return text;
}

}  // namespace

std::string needs_json(const needs::NeedsReport& report) {
  return document(report.head, "needs", report.cards, card_json);
}

std::string tools_json(const needs::ToolsReport& report) {
  return document(report.head, "tools", report.cards, tool_json);
}

}  // namespace desirepath::report
