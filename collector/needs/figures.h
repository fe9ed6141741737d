#pragma once

// The figures of a need over windows: devices affected, reach, gap, persistence, need index,
// growth, fragmentation.
//
//   devices      distinct devices that used a tool not offered to them, in the window; guests too
//   reach r      devices / reporting
//   gap g        devices / (devices + devices that used what is offered), added over windows
//   persistence q  owners of tools not offered on two days or more / all owners, added likewise
//   index        100 * cube root of r * g * q
// over the last eight windows. Each is an interval; both ends are carried through.
//
// Source: needs.md 2.

#include <cstdint>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/needs/sides.h"
#include "collector/publish/history.h"

namespace desirepath::needs {

// One window of one need.
struct NeedWindow {
  std::uint32_t window = 0;
  Sides sides;
  Devices devices;
  Devices reporting;
  double likely = 0;  // devices, guests that may be none left out
};

// Devices that used a tool of the need that is not offered to them: the published band, narrowed or
// replaced by what the tools' own totals say, and guests, whom the band does not count.
Devices affected(const publish::PublishedWindow& window, std::uint32_t need, const Sides& sides);

Devices reporting_of(const publish::PublishedWindow& window);

// Devices of a card as the order of cards counts them: the middle of the published band, and of its
// guests those that are known, over the last kOrderWindows.
double likely_devices(const std::vector<NeedWindow>& windows);

NeedWindow need_window(const publish::PublishedWindow& window, std::uint32_t need,
                       const std::vector<std::uint32_t>& tools);

struct NeedFigures {
  Share index;
  Share reach;
  Share gap;
  Share persistence;
  // Persistence of the tool that has most of it, by the windows whose days table tells parts apart;
  // {0, 1} where some tool has no such window.
  Share tried{0, 1};
  Share growth{1, 1};
  Share fragmentation;
};

// `windows` ascending, the last one is the window reported.
NeedFigures figures_of(const std::vector<NeedWindow>& windows);

}  // namespace desirepath::needs
