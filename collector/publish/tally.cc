#include "collector/publish/tally.h"

#include "desirepath/v1/fact.pb.h"

namespace desirepath::publish {
namespace {

void add_tool_week(ToolTally& tool, const Cell& cell) {
  if (cell.value < 1 || cell.value > kDayValues) return;
  tool.days[cell.value] += cell.count;
  tool.departments[cell.department] += cell.count;
}

}  // namespace

void Tally::add(const Cell& cell) {
  switch (cell.kind) {
    case v1::FACT_KIND_HEARTBEAT:
      reports[cell.department] += cell.count;
      if (cell.value == 1) without_agent += cell.count;
      break;
    case v1::FACT_KIND_TOOL_WEEK:
      add_tool_week(tools[cell.a], cell);
      break;
    case v1::FACT_KIND_TOOL_PERIOD:
      tools[cell.a].period += cell.count;
      break;
    case v1::FACT_KIND_RETENTION:
      if (cell.value / 2 < kAges) tools[cell.a].ages[cell.value / 2] += cell.count;
      break;
    case v1::FACT_KIND_NEED_WEEK:
      needs[cell.a].devices += cell.count;
      break;
    case v1::FACT_KIND_DISPLACEMENT:
      if (cell.value < kDisplacementValues) needs[cell.a].displacement[cell.value] += cell.count;
      break;
    case v1::FACT_KIND_PAIR:
      pairs[{cell.a, cell.b}] += cell.count;
      break;
    case v1::FACT_KIND_PAIR_FLOW:
      if (cell.value < kFlowValues) flows[{cell.a, cell.b}][cell.value] += cell.count;
      break;
    case v1::FACT_KIND_VISIBILITY_WEEK:
      if (cell.value >= 1 && cell.value <= kVisibilitySteps) visibility[cell.value] += cell.count;
      break;
    case v1::FACT_KIND_RULE_WEEK:
      rules[cell.a] += cell.count;
      break;
    case v1::FACT_KIND_FIRST_LIGHT:
      (cell.a == 0 ? reports[cell.department] : needs[cell.a].devices) += cell.count;
      break;
    default:  // kinds without a table: dropped with the window
      break;
  }
}

std::int64_t Tally::all_reports() const {
  std::int64_t all = 0;
  for (const auto& [department, count] : reports) all += count;
  return all;
}

}  // namespace desirepath::publish
