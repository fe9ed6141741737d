#pragma once

// The charts of the monthly report as inline SVG: no script, nothing fetched, readable in print.
//
// What is a range is drawn as one: full to its low end, light to its high end. Each chart carries
// its description as text for those who hear it; the tables beside it hold the same figures.

#include <string>
#include <vector>

#include "collector/needs/need_card.h"

namespace desirepath::report {

std::string html_text(const std::string& text);  // &, <, >, " and ' as entities

struct Bar {
  std::string label;
  needs::Devices devices;
};

std::string bar_chart(const std::string& title, const std::vector<Bar>& bars);

// The windows of half a year, oldest first; empty for fewer than two.
std::string trend_chart(const std::string& title, const std::vector<needs::TrendPoint>& trend);

}  // namespace desirepath::report
