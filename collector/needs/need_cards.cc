#include <absl/strings/str_cat.h>

#include <algorithm>
#include <map>
#include <utility>

#include "collector/needs/analyse.h"
#include "collector/needs/evidence.h"
#include "collector/needs/figures.h"
#include "collector/needs/interval.h"
#include "collector/needs/reason.h"
#include "collector/needs/thresholds.h"
#include "collector/needs/tool_lines.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::History;
using publish::PublishedWindow;
using publish::View;

constexpr std::uint32_t kWeek = 7;  // days

using ToolsOf = std::map<std::uint32_t, std::vector<std::uint32_t>>;

ToolsOf tools_by_need(const catalog::Catalog& catalog) {
  ToolsOf tools;
  for (const catalog::Tool& tool : catalog.tools()) tools[tool.need].push_back(tool.number);
  return tools;
}

// Anything of the need that reached k, in the last window.
bool anything_published(const PublishedWindow& window, std::uint32_t need,
                        const std::vector<std::uint32_t>& tools) {
  const auto reached = [](const Block* block) { return block != nullptr && block->low > 0; };
  return reached(window.find(View::kOther, need)) || reached(window.find(View::kNeed, need)) ||
         std::any_of(tools.begin(), tools.end(),
                     [&](std::uint32_t tool) { return window.find(View::kTool, tool) != nullptr; });
}

std::vector<NeedWindow> last_windows(const History& history, std::uint32_t need,
                                     const std::vector<std::uint32_t>& tools) {
  std::vector<NeedWindow> windows;
  for (std::uint32_t ago = kIndexWindows; ago-- > 0;) {
    const PublishedWindow* window = history.ago(ago);
    if (window != nullptr) windows.push_back(need_window(*window, need, tools));
  }
  return windows;
}

ReasonInputs reason_inputs(const History& history, std::uint32_t need,
                           const std::vector<NeedWindow>& windows) {
  const NeedWindow& last = windows.back();
  ReasonInputs inputs;
  inputs.k = history.last().head.floors.k;
  inputs.windows = history.published();
  inputs.offered_to_all = last.sides.offered_to_all;
  inputs.offered_to_some = last.sides.offered_to_some;
  inputs.others_without_offer = last.sides.others_without_offer;
  inputs.headcount_without_offer = last.sides.headcount_without_offer;
  for (const ToolUse& use : last.sides.other) {
    if (!use.published) continue;
    inputs.guests = inputs.guests + use.guests;
    inputs.owners = inputs.owners + use.owners;
  }
  inputs.now = last.devices;
  for (const NeedWindow& each : windows) {
    if (each.window + kSwitchWindows == last.window) inputs.before = each.devices;
    if (each.window + kPooledWindows <= last.window) continue;
    const PublishedWindow* window = history.ago(last.window - each.window);
    const Block* other = window->find(View::kOther, need);
    if (other == nullptr) continue;
    inputs.other = inputs.other + Devices{other->low, other->high};
    inputs.offered_users = inputs.offered_users + distinct(each.sides.offered, true);
    for (const Block& block : window->of(View::kDisplacement, need)) {
      if (block.member >= inputs.displacement.size()) continue;
      inputs.displacement_published = true;
      Devices& pooled = inputs.displacement[block.member];
      pooled = pooled + Devices{block.low, block.high};
    }
  }
  return inputs;
}

void add_tools(const History& history, const catalog::Catalog& catalog, const Sides& sides,
               NeedCard& card) {
  const auto lines = [&](const std::vector<ToolUse>& uses, bool hidden_too) {
    std::vector<ToolLine> result;
    for (const ToolUse& use : uses) {
      if (use.published || hidden_too) result.push_back(tool_line(history, catalog, use));
    }
    std::stable_sort(result.begin(), result.end(), [](const ToolLine& a, const ToolLine& b) {
      return middle(a.devices) > middle(b.devices);
    });
    return result;
  };
  card.offered = lines(sides.offered, true);
  card.tools = lines(sides.other, false);
}

// Tried, not needed: see analyse.h.
bool only_tried(const NeedCard& card, const ReasonInputs& inputs, const NeedFigures& figures,
                std::uint32_t days) {
  // Of tools that have no name now, those that had one lately tell.
  if (card.tools.empty()) {
    return card.reach.low < kNamelessReach * std::max(1.0, days / static_cast<double>(kWeek)) ||
           card.persistence.high < kPersistenceForCard;
  }
  if (inputs.guests.low >= inputs.k) return false;
  if (figures.tried.high < kPersistenceForCard) return true;
  return !card.tools.empty() &&
         std::all_of(card.tools.begin(), card.tools.end(),
                     [](const ToolLine& line) { return line.habit == Habit::kTriedOnce; });
}

std::vector<TrendPoint> need_trend(const History& history, std::uint32_t need,
                                   const std::vector<std::uint32_t>& tools) {
  std::vector<TrendPoint> trend;
  for (const PublishedWindow& window : history.windows) {
    if (!reported_in(window)) continue;
    const Sides sides = sides_of(window, tools);
    trend.push_back({window.head.id, window.head.name, affected(window, need, sides)});
  }
  keep_latest(trend);
  return trend;
}

// Devices next month. A growth counts as far as the bands are sure of it.
double expected(const NeedCard& card) {
  const double growth =
      std::clamp(1.0, card.growth.low, std::max(card.growth.low, card.growth.high));
  return card.likely_devices * growth;
}

class Analyst {
 public:
  Analyst(const History& history, const catalog::Catalog& catalog)
      : history_(history), catalog_(catalog), head_(head_of(history)) {}

  NeedsReport report() {
    NeedsReport report;
    report.head = head_;
    for (const auto& [need, tools] : tools_by_need(catalog_)) {
      if (!anything_published(history_.last(), need, tools)) continue;
      std::optional<NeedCard> card = card_of(need, tools);
      if (card) report.cards.push_back(*std::move(card));
    }
    std::stable_sort(report.cards.begin(), report.cards.end(),
                     [](const NeedCard& a, const NeedCard& b) {
                       if (expected(a) != expected(b)) return expected(a) > expected(b);
                       return middle(a.index) > middle(b.index);
                     });
    for (std::size_t i = 0; i < report.cards.size(); ++i) {
      report.cards[i].rank = static_cast<std::uint32_t>(i + 1);
    }
    return report;
  }

 private:
  std::optional<NeedCard> card_of(std::uint32_t need, const std::vector<std::uint32_t>& tools) {
    const std::vector<NeedWindow> windows = last_windows(history_, need, tools);
    NeedCard card;
    card.need = need;
    if (const catalog::Need* known = catalog_.need(need)) {
      card.id = known->id;
      card.name = known->name;
      card.group = known->group;
    }
    card.devices = windows.back().devices;
    card.likely_devices = likely_devices(windows);
    if (card.devices.low < head_.k) return std::nullopt;
    const NeedFigures figures = figures_of(windows);
    card.index = figures.index;
    card.reach = figures.reach;
    card.gap = figures.gap;
    card.persistence = figures.persistence;
    card.growth = figures.growth;
    card.fragmentation = figures.fragmentation;
    add_tools(history_, catalog_, windows.back().sides, card);
    const ReasonInputs inputs = reason_inputs(history_, need, windows);
    if (head_.k > 1 && only_tried(card, inputs, figures, history_.last().head.days))
      return std::nullopt;
    card.trend = need_trend(history_, need, tools);
    card.grade = grade_of(head_, card);
    explain(inputs, card);
    return card;
  }

  void explain(const ReasonInputs& inputs, NeedCard& card) const {
    const ReasonFigure reason = likely_reason(inputs);
    const std::uint32_t wait =
        inputs.windows < kReasonWindows ? kReasonWindows - inputs.windows : 0;
    card.reason = reason.reason;
    card.reason_words = reason_words(reason.reason, wait);
    card.fix = reason_fix(reason.reason);
    for (const std::uint32_t value : {1U, 2U, 3U, 5U, 7U, 8U}) {
      card.reason_shares.push_back(share_of(inputs.displacement[value], inputs.other));
    }
    card.evidence = evidence_of(head_, card, inputs, reason);
    if (card.tools.empty()) {
      card.suppressed =
          absl::StrCat("no single tool reached ", head_.k, " devices: their names are not shown");
    }
  }

  const History& history_;
  const catalog::Catalog& catalog_;
  Head head_;
};

}  // namespace

NeedsReport analyse_needs(const History& history, const catalog::Catalog& catalog) {
  return Analyst(history, catalog).report();
}

}  // namespace desirepath::needs
