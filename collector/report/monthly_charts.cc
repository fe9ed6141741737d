#include "collector/report/monthly_charts.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_replace.h>

#include <algorithm>

#include "collector/report/words.h"

namespace desirepath::report {
namespace {

constexpr int kLabelWidth = 260;
constexpr int kBarWidth = 380;
constexpr int kRow = 26;
constexpr int kTrendWidth = 220;
constexpr int kTrendHeight = 44;

std::string opening(const std::string& title, int width, int height) {
  return absl::StrFormat(
      "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n",
      html_text(title), width, height, width, height);
}

}  // namespace

std::string html_text(const std::string& text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string bar_chart(const std::string& title, const std::vector<Bar>& bars) {
  std::uint32_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.devices.high);
  const auto width = [most](std::uint32_t devices) {
    return static_cast<double>(devices) * kBarWidth / most;
  };
  std::string svg =
      opening(title, kLabelWidth + kBarWidth + 80, static_cast<int>(bars.size()) * kRow + 4);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const int top = static_cast<int>(i) * kRow;
    absl::StrAppendFormat(&svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                          kLabelWidth - 8, top + 18, html_text(bar.label));
    absl::StrAppendFormat(&svg,
                          "<rect class=\"high\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                          kLabelWidth, top + 4, width(bar.devices.high), kRow - 8);
    absl::StrAppendFormat(&svg,
                          "<rect class=\"low\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                          kLabelWidth, top + 4, width(bar.devices.low), kRow - 8);
    absl::StrAppendFormat(&svg, "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
                          kLabelWidth + width(bar.devices.high) + 6, top + 18,
                          devices_words(bar.devices));
  }
  return absl::StrCat(svg, "</svg>\n");
}

std::string trend_chart(const std::string& title, const std::vector<needs::TrendPoint>& points) {
  if (points.size() < 2) return "";
  std::uint32_t most = 1;
  for (const needs::TrendPoint& point : points) most = std::max(most, point.devices.high);
  const auto at = [&](std::size_t i, std::uint32_t devices) {
    return absl::StrFormat(
        "%.1f,%.1f ", static_cast<double>(i) * kTrendWidth / static_cast<double>(points.size() - 1),
        kTrendHeight - 2 - static_cast<double>(devices) * (kTrendHeight - 4) / most);
  };
  std::string band;
  std::string line;
  for (std::size_t i = 0; i < points.size(); ++i) {
    band += at(i, points[i].devices.high);
    line += at(i, points[i].devices.low);
  }
  for (std::size_t i = points.size(); i-- > 0;) band += at(i, points[i].devices.low);
  const std::string said =
      absl::StrCat(title, ": ", points.front().name, " ", devices_words(points.front().devices),
                   ", ", points.back().name, " ", devices_words(points.back().devices));
  return absl::StrCat(opening(said, kTrendWidth, kTrendHeight), "<polygon class=\"high\" points=\"",
                      band, "\"/>\n<polyline class=\"line\" points=\"", line, "\"/>\n</svg>\n");
}

}  // namespace desirepath::report
