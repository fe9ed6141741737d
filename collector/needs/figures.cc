#include "collector/needs/figures.h"

#include <algorithm>
#include <cmath>

#include "collector/needs/interval.h"
#include "collector/needs/thresholds.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::PublishedWindow;
using publish::View;

// 1 - sum of squared shares, of the tools that have a total; those that have none are, at the other
// end, any number of tiny ones.
Share fragmentation_of(const NeedWindow& window) {
  double sum = 0;
  double squares = 0;
  for (const ToolUse& use : window.sides.other) {
    if (!use.published) continue;
    const double devices = middle(use.devices);
    sum += devices;
    squares += devices * devices;
  }
  if (sum == 0) return {0, 1};
  const double hidden = std::max(0.0, window.devices.high - sum);
  const double low = 1 - squares / (sum * sum);
  return {low, std::max(low, 1 - squares / ((sum + hidden) * (sum + hidden)))};
}

Share growth_of(const std::vector<NeedWindow>& windows) {
  const std::uint32_t now = windows.back().window;
  for (const NeedWindow& each : windows) {
    if (each.window + kGrowthWindows == now) {
      return ratio(windows.back().devices, each.devices, kMostGrowth);
    }
  }
  return {1, 1};
}

Share tried_of(const std::vector<NeedWindow>& windows) {
  Share most;
  for (const ToolUse& now : windows.back().sides.other) {
    if (!now.published) continue;
    Devices owners;
    Devices lasting;
    for (const NeedWindow& each : windows) {
      for (const ToolUse& use : each.sides.other) {
        if (use.tool != now.tool || !use.published || !use.read) continue;
        owners = owners + use.owners;
        lasting = lasting + use.days_two_or_more;
      }
    }
    const Share share = owners.high == 0 ? Share{0, 1} : share_of(lasting, owners);
    most = {std::max(most.low, share.low), std::max(most.high, share.high)};
  }
  return most;
}

double likely_of(const PublishedWindow& window, std::uint32_t need, const NeedWindow& figures) {
  const Block* band = window.find(View::kOther, need);
  if (band == nullptr) return middle(figures.devices);
  double guests = 0;
  for (const ToolUse& use : figures.sides.other) {
    if (use.published) guests += use.guests.low;
  }
  return std::clamp<double>(middle(Devices{band->low, band->high}) + guests, figures.devices.low,
                            figures.devices.high);
}

}  // namespace

Devices reporting_of(const PublishedWindow& window) {
  const Block* block = window.find(View::kReporting, 0);
  if (block != nullptr) return {block->low, block->high};
  return {0, std::max(window.head.enrolled, window.head.floors.k)};
}

Devices affected(const PublishedWindow& window, std::uint32_t need, const Sides& sides) {
  const Devices by_tools = distinct(sides.other);
  // Nothing is offered: whoever is in the need uses something else, guests included.
  const Block* all = sides.offered.empty() ? window.find(View::kNeed, need) : nullptr;
  if (all != nullptr) {
    return {std::max(by_tools.low, all->low), std::max(by_tools.low, all->high)};
  }
  Devices guests;
  for (const ToolUse& use : sides.other) {
    if (use.published) guests.high += use.guests.high;
  }
  const Block* band = window.find(View::kOther, need);
  if (band == nullptr) return by_tools;
  return {std::max(by_tools.low, band->low), std::max(by_tools.low, band->high + guests.high)};
}

double likely_devices(const std::vector<NeedWindow>& windows) {
  double sum = 0;
  double count = 0;
  for (const NeedWindow& each : windows) {
    if (each.window + kOrderWindows <= windows.back().window) continue;
    sum += each.likely;
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

NeedWindow need_window(const PublishedWindow& window, std::uint32_t need,
                       const std::vector<std::uint32_t>& tools) {
  NeedWindow figures;
  figures.window = window.head.id;
  figures.sides = sides_of(window, tools);
  figures.devices = affected(window, need, figures.sides);
  figures.reporting = reporting_of(window);
  figures.likely = likely_of(window, need, figures);
  return figures;
}

NeedFigures figures_of(const std::vector<NeedWindow>& windows) {
  Devices devices;
  Devices reporting;
  Devices offered;
  Devices owners;
  Devices lasting;
  for (const NeedWindow& each : windows) {
    devices = devices + each.devices;
    reporting = reporting + each.reporting;
    offered = offered + distinct(each.sides.offered, true);
    for (const ToolUse& use : each.sides.other) {
      if (!use.published) continue;
      owners = owners + use.owners;
      lasting = lasting + use.days_two_or_more;
    }
  }
  NeedFigures figures;
  figures.reach = share_of(devices, reporting);
  figures.gap = share_beside(devices, offered);
  figures.persistence = owners.high == 0 ? Share{0, 1} : share_of(lasting, owners);
  figures.tried = tried_of(windows);
  const auto index = [](double r, double g, double q) { return 100 * std::cbrt(r * g * q); };
  figures.index = {index(figures.reach.low, figures.gap.low, figures.persistence.low),
                   index(figures.reach.high, figures.gap.high, figures.persistence.high)};
  figures.growth = growth_of(windows);
  figures.fragmentation = fragmentation_of(windows.back());
  return figures;
}

}  // namespace desirepath::needs
