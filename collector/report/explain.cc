#include "collector/report/explain.h"

#include <absl/strings/str_cat.h>

#include "collector/needs/analyse.h"
#include "collector/publish/earlier.h"
#include "collector/report/columns.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using publish::Block;
using publish::View;
using publish::Why;

const char* table_of(View view) {
  switch (view) {
    case View::kReporting:
      return "reporting";
    case View::kTool:
      return "tool total";
    case View::kToolDepartment:
      return "tool by department";
    case View::kToolDays:
      return "tool by days";
    case View::kNeed:
      return "need";
    case View::kOther:
      return "need, not offered";
    case View::kDisplacement:
      return "need, displacement";
    case View::kRetention:
      return "tool by age";
    case View::kPeriod:
      return "tool in four windows";
    case View::kPair:
      return "pair";
    case View::kVisibility:
      return "visibility";
    case View::kRule:
      return "rule";
    case View::kWithoutAgent:
      return "without an agent";
    case View::kPairFlow:
      return "pair, back and forth";
  }
  return "";
}

std::string rules_of(const Block& block, bool noise) {
  const bool exact_family = block.view == View::kTool || block.view == View::kToolDepartment ||
                            block.view == View::kToolDays;
  const bool narrowed = (block.view == View::kPeriod || block.view == View::kNeed) && block.exact();
  std::string rules = exact_family ? "R2 exact, part of the total"
                      : narrowed   ? "R6 strict, every number of its band would be safe"
                                   : "R6 band";
  if (noise && exact_family && block.exact()) absl::StrAppend(&rules, ", R9 noise");
  if (block.why == Why::kBelowFloor) absl::StrAppend(&rules, ", R1 fewer than k or none");
  if (block.why == Why::kFolded) absl::StrAppend(&rules, ", R3 joined so that none stands out");
  return rules;
}

std::string member_of(const Block& block) {
  return block.member == publish::kRest ? "all others" : absl::StrCat(block.member);
}

void add_blocks(const publish::PublishedWindow& window, View view, std::uint32_t object,
                Columns& columns) {
  for (const Block& block : window.of(view, object)) {
    columns.add({table_of(view), absl::StrCat(object), member_of(block),
                 devices_words({block.low, block.high}),
                 rules_of(block, window.head.noise_milli != 0)});
  }
}

Columns columns_of_blocks() { return Columns({"table", "object", "member", "devices", "rules"}); }

std::string origin(const needs::Head& head) {
  return absl::StrCat("published.db, window ", head.window, " (", head.window_name, ")");
}

}  // namespace

std::string explain_needs(const needs::NeedsReport& report, const publish::History& history,
                          const catalog::Catalog& catalog) {
  std::string text;
  for (const needs::NeedCard& card : report.cards) {
    Columns columns = columns_of_blocks();
    for (const View view : {View::kReporting, View::kWithoutAgent}) {
      add_blocks(history.last(), view, 0, columns);
    }
    for (const View view : {View::kNeed, View::kOther, View::kDisplacement}) {
      add_blocks(history.last(), view, card.need, columns);
    }
    for (const catalog::Tool& tool : catalog.tools()) {
      if (tool.need != card.need) continue;
      for (const View view :
           {View::kTool, View::kToolDepartment, View::kToolDays, View::kRetention}) {
        add_blocks(history.last(), view, tool.number, columns);
      }
    }
    absl::StrAppend(&text, "\n", card.name, ": from ", origin(report.head),
                    " and the seven windows before\n", columns.text());
  }
  return text;
}

std::string explain_tools(const needs::ToolsReport& report, const publish::History& history) {
  std::string text;
  for (const needs::ToolCard& card : report.cards) {
    Columns columns = columns_of_blocks();
    for (const View view :
         {View::kTool, View::kToolDepartment, View::kToolDays, View::kRetention, View::kPeriod}) {
      add_blocks(history.last(), view, card.tool, columns);
    }
    absl::StrAppend(&text, "\n", card.name, ": from ", origin(report.head), "\n", columns.text());
  }
  return text;
}

std::string explain_departments(const publish::History& history, const catalog::Catalog& catalog) {
  Columns columns = columns_of_blocks();
  for (const Block& block : history.last().blocks(View::kToolDepartment)) {
    if (block.member == publish::kRest || block.low == 0) continue;
    const catalog::Tool* tool = catalog.tool(block.object);
    columns.add({table_of(block.view),
                 tool == nullptr ? absl::StrCat(block.object) : std::string(tool->id),
                 member_of(block), devices_words({block.low, block.high}),
                 rules_of(block, history.last().head.noise_milli != 0)});
  }
  return absl::StrCat("\nTools by department: from ", origin(needs::head_of(history)),
                      "; devices and parents from the signed dictionary of policy ",
                      history.last().head.policy_number, "\n", columns.text());
}

std::string explain_visibility(const publish::History& history) {
  Columns columns = columns_of_blocks();
  add_blocks(history.last(), View::kVisibility, 0, columns);
  return absl::StrCat("\nNames seen: from ", origin(needs::head_of(history)), "\n", columns.text());
}

std::string explain_pairs(const publish::History& history) {
  std::string text;
  for (std::uint32_t ago = 0; ago <= publish::kBefore; ++ago) {
    const publish::PublishedWindow* window = history.ago(ago);
    if (window == nullptr) continue;
    Columns columns({"table", "pair", "member", "devices", "rules"});
    for (const View view : {View::kPair, View::kPairFlow}) {
      for (const Block& block : window->blocks(view)) {
        columns.add({table_of(view), absl::StrCat(block.object, " and ", block.second),
                     member_of(block), devices_words({block.low, block.high}),
                     rules_of(block, false)});
      }
    }
    absl::StrAppend(&text, "\nPairs: from published.db, window ", window->head.id, " (",
                    window->head.name, ")\n", columns.text());
  }
  return text;
}

std::string explain_signals(const needs::SignalsReport& report, const publish::History& history,
                            const catalog::Catalog& catalog) {
  std::string text;
  for (const needs::SignalRow& row : report.rows) {
    const catalog::Tool* tool = catalog.tool_by_id(row.tool);
    if (tool == nullptr) continue;
    std::uint32_t member = publish::kWhole;
    for (const policy::Department& department : history.last().head.departments) {
      if (!row.department.empty() && department.name == row.department) member = department.number;
    }
    const View view = row.department.empty() ? View::kTool : View::kToolDepartment;
    Columns columns({"window", "table", "object", "member", "devices", "rules"});
    for (const publish::PublishedWindow& window : history.windows) {
      const Block* block = window.find(view, tool->number, member);
      if (block == nullptr) continue;
      columns.add({window.head.name, table_of(view), row.tool, member_of(*block),
                   devices_words({block->low, block->high}),
                   rules_of(*block, window.head.noise_milli != 0)});
    }
    absl::StrAppend(&text, "\n", row.name, row.department.empty() ? "" : " in ", row.department,
                    ": from published.db; below k or folded, half of k is reckoned\n",
                    columns.text());
  }
  return text;
}

}  // namespace desirepath::report
