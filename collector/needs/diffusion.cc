#include "collector/needs/diffusion.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "collector/needs/interval.h"
#include "collector/needs/thresholds.h"

namespace desirepath::needs {

Stage stage_of(const Devices& devices, const Devices& reporting) {
  const double share = middle(share_of(devices, reporting));
  if (share < kEarlyFrom) return Stage::kSeed;
  if (share < kCrossingFrom) return Stage::kEarly;
  return share < kMainstreamFrom ? Stage::kCrossing : Stage::kMainstream;
}

std::optional<double> doubling_windows(const std::vector<TrendPoint>& trend,
                                       const Devices& reporting) {
  const auto points = std::span(trend).last(std::min(trend.size(), kSpreadWindows));
  const double all = middle(reporting);
  if (points.size() < kSpreadFewest || all <= 0) return std::nullopt;
  // Least squares of the log odds over the windows; a share of nought or one has none.
  double sum_x = 0;
  double sum_y = 0;
  double sum_xx = 0;
  double sum_xy = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double share = std::clamp(middle(points[i].devices) / all, 0.5 / all, 1 - 0.5 / all);
    const auto x = static_cast<double>(i);
    const double y = std::log(share / (1 - share));
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  const auto n = static_cast<double>(points.size());
  const double slope = (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
  if (!(slope > 0) || std::log(2.0) / slope > kSpreadSlowest) return std::nullopt;
  return std::log(2.0) / slope;
}

}  // namespace desirepath::needs
