#include "collector/report/monthly_pdf.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "collector/paper/paper.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using paper::Paper;
using paper::Range;

Range range_of(const needs::Devices& devices, std::uint32_t most) {
  return {static_cast<double>(devices.low) / most, static_cast<double>(devices.high) / most};
}

std::vector<Range> line_of(const std::vector<needs::TrendPoint>& trend) {
  std::uint32_t most = 1;
  for (const needs::TrendPoint& point : trend) most = std::max(most, point.devices.high);
  std::vector<Range> line;
  for (const needs::TrendPoint& point : trend) line.push_back(range_of(point.devices, most));
  return line;
}

void set_needs(const MonthlyContent& content, Paper& page) {
  const MonthlyWords& words = *content.words;
  page.heading(words.needs_head);
  if (content.needs.empty()) return page.paragraph(words.none);
  std::uint32_t most = 1;
  for (const auto& row : content.needs) most = std::max(most, row.devices.high);
  page.strong(words.needs_chart);
  for (const auto& row : content.needs)
    page.range_bar(row.name, range_of(row.devices, most), devices_words(row.devices));
  page.paragraph(words.bars_say);
  const std::vector<double> widths = {0.17, 0.11, 0.19, 0.19, 0.2, 0.14};
  page.row({words.need, words.devices, words.reason, words.fix, words.chosen, words.trend}, widths,
           true);
  for (const auto& row : content.needs) {
    page.row({row.name, devices_words(row.devices), row.reason, row.fix, row.chosen, ""}, widths,
             false, line_of(row.trend));
  }
}

void set_wins(const MonthlyContent& content, Paper& page) {
  if (content.wins.empty()) return;
  const MonthlyWords& words = *content.words;
  page.heading(words.wins_head);
  const std::vector<double> widths = {0.3, 0.15, 0.35, 0.2};
  page.row({words.need, words.devices, words.fix, words.effort}, widths, true);
  for (const auto& row : content.wins) {
    page.row({row.name, devices_words(row.devices), row.fix, absl::StrCat(row.effort)}, widths,
             false);
  }
}

void set_tools(const MonthlyContent& content, Paper& page) {
  if (content.tools.empty()) return;
  const MonthlyWords& words = *content.words;
  page.heading(words.tools_head);
  const std::vector<double> widths = {0.2, 0.2, 0.16, 0.12, 0.32};
  page.row({words.tool, words.need, words.standing, words.devices, words.known}, widths, true);
  for (const auto& row : content.tools)
    page.row({row.name, row.need, row.standing, devices_words(row.devices), row.known}, widths,
             false);
}

}  // namespace

absl::StatusOr<std::string> monthly_pdf(const Monthly& monthly, fields::Language language) {
  const MonthlyContent content = monthly_content(monthly, language);
  const MonthlyWords& words = *content.words;
  Paper page(content.title, words.foot);
  page.title(content.title);
  if (content.lab) page.strong(words.lab);
  page.paragraph(absl::StrCat(words.window, " ", content.window));
  page.paragraph(words.intro);
  if (!content.noise.empty()) page.paragraph(content.noise);
  set_needs(content, page);
  set_wins(content, page);
  set_tools(content, page);
  std::string line;
  for (const auto& [name, value] : content.foot)
    absl::StrAppend(&line, line.empty() ? "" : " · ", name, " ", value);
  page.paragraph(line);
  page.paragraph(content.floor);
  return page.octets();
}

}  // namespace desirepath::report
