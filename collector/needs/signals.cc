#include "collector/needs/signals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "collector/needs/figures.h"
#include "collector/needs/interval.h"
#include "collector/needs/sides.h"
#include "collector/needs/thresholds.h"
#include "proto/policy/standing.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::PublishedWindow;
using publish::View;

struct Before {
  double devices = 0;
  std::uint32_t windows = 0;
};

Before before_of(const publish::History& history, std::uint32_t tool, std::uint32_t department) {
  Before before;
  for (std::uint32_t ago = 1; ago <= kSignalWindows; ++ago) {
    const PublishedWindow* window = history.ago(ago);
    if (window == nullptr) continue;
    const Block* block = window->find(View::kToolDepartment, tool, department);
    // Below k or folded: half of k is the middle of what it may have been.
    before.devices += block != nullptr && block->low > 0
                          ? block->low
                          : static_cast<double>(window->head.floors.k) / 2;
    ++before.windows;
  }
  return before;
}

std::uint32_t headcount(const PublishedWindow& window, std::uint32_t department) {
  for (const policy::Department& each : window.head.departments) {
    if (each.number == department) return each.devices;
  }
  return 0;
}

std::vector<Signal> growing(const publish::History& history) {
  const PublishedWindow& last = history.last();
  std::vector<Signal> tested;
  std::vector<double> chances;
  for (const Block& block : last.blocks(View::kToolDepartment)) {
    if (block.member == publish::kRest || block.low == 0) continue;
    const Before before = before_of(history, block.object, block.member);
    if (before.windows == 0) continue;
    const auto total = static_cast<std::uint32_t>(std::lround(before.devices)) + block.low;
    const double chance = upper_tail(block.low, total, 1.0 / (1 + before.windows));
    tested.push_back({Change::kGrowing, block.object, block.member, block.low,
                      before.devices / before.windows, chance});
    chances.push_back(chance);
  }
  const std::vector<bool> kept = benjamini_hochberg(chances, kFalseDiscoveries);
  std::vector<Signal> signals;
  for (std::size_t i = 0; i < tested.size(); ++i) {
    const Signal& signal = tested[i];
    const bool doubled = signal.devices >= kDoubling * signal.before;
    const bool fifth = signal.devices >= kShareOfDepartment * headcount(last, signal.department);
    if (kept[i] && (doubled || fifth)) signals.push_back(signal);
  }
  return signals;
}

// The windows a decline is looked for in, oldest first.
std::span<const PublishedWindow> lately(const publish::History& history) {
  const std::size_t count = std::min<std::size_t>(history.windows.size(), kDeclineWindows);
  return std::span(history.windows).last(count);
}

// Devices of one block in each of the windows, as many as there would be if as many had reported as
// in the last: a week of holidays is no decline. Nothing when one is missing.
std::vector<double> at_equal_reports(std::span<const PublishedWindow> windows, View view,
                                     std::uint32_t tool, std::uint32_t member) {
  const double now = middle(reporting_of(windows.back()));
  std::vector<double> devices;
  for (const PublishedWindow& window : windows) {
    if (!reported_in(window)) continue;
    const Block* block = window.find(view, tool, member);
    if (block == nullptr || block->low == 0) return {};
    const double then = middle(reporting_of(window));
    devices.push_back(then > 0 && now > 0 ? block->low * now / then : block->low);
  }
  return devices;
}

void note_decline(const publish::History& history, const Block& now, std::uint32_t department,
                  std::vector<Signal>& signals) {
  const std::vector<double> devices =
      at_equal_reports(lately(history), now.view, now.object, now.member);
  if (devices.size() <= kSignalWindows) return;
  const auto split = devices.begin() + kSignalWindows;
  const double mean = std::accumulate(devices.begin(), split, 0.0) / kSignalWindows;
  if (decline_sum({split, devices.end()}, mean) > kDeclineAlarm)
    signals.push_back({Change::kDeclining, now.object, department, now.low, mean, 0});
}

std::vector<Signal> declining(const publish::History& history) {
  const PublishedWindow& last = history.last();
  std::vector<Signal> signals;
  for (const Block& total : last.blocks(View::kTool)) {
    if (policy::is_offered(standing_in(last.head, total.object, policy::kOrganisation)))
      note_decline(history, total, policy::kOrganisation, signals);
    for (const Block& block : last.of(View::kToolDepartment, total.object)) {
      if (block.member == publish::kRest || block.low == 0) continue;
      if (policy::is_offered(standing_in(last.head, total.object, block.member)))
        note_decline(history, block, block.member, signals);
    }
  }
  return signals;
}

}  // namespace

double upper_tail(std::uint32_t x, std::uint32_t n, double share) {
  if (x == 0) return 1;
  double sum = 0;
  for (std::uint32_t i = x; i <= n; ++i) {
    const double log_term = std::lgamma(n + 1.0) - std::lgamma(i + 1.0) - std::lgamma(n - i + 1.0) +
                            i * std::log(share) + (n - i) * std::log1p(-share);
    const double term = std::exp(log_term);
    sum += term;
    if (i > n * share && term < sum * 1e-12) break;
  }
  return std::min(sum, 1.0);
}

std::vector<bool> benjamini_hochberg(const std::vector<double>& chances, double rate) {
  std::vector<std::size_t> order(chances.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return chances[a] < chances[b]; });
  std::size_t keep = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double limit = rate * static_cast<double>(i + 1) / static_cast<double>(order.size());
    if (chances[order[i]] <= limit) keep = i + 1;
  }
  std::vector<bool> kept(chances.size(), false);
  for (std::size_t i = 0; i < keep; ++i) kept[order[i]] = true;
  return kept;
}

double decline_sum(const std::vector<double>& values, double mean) {
  double sum = 0;
  for (const double value : values) {
    sum = std::max(0.0, sum + (mean - value) / std::sqrt(mean) - kDeclineSlack);
  }
  return sum;
}

std::vector<Signal> signals_of(const publish::History& history) {
  std::vector<Signal> signals = growing(history);
  const std::vector<Signal> declines = declining(history);
  signals.insert(signals.end(), declines.begin(), declines.end());
  return signals;
}

}  // namespace desirepath::needs
