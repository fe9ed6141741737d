// Prints how long the page of a large organisation waits for its reports: 1,500 tools of the
// shipped catalog over three years of weeks, analysed, written as JSON and squeezed.
//
// This is what the server does once for each newly published window; all later answers are kept.
// Times are of the processor; reading the tables from disk is not in them. Run: report_bench
// (release build).

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "collector/api/gzip.h"
#include "collector/needs/analyse.h"
#include "collector/report/report_text.h"
#include "proto/catalog/shipped.h"

namespace desirepath {
namespace {

constexpr std::uint32_t kWindows = 156;
constexpr std::size_t kTools = 1500;

publish::PublishedWindow window_of(const std::vector<const catalog::Tool*>& tools,
                                   std::uint32_t id) {
  publish::PublishedWindow window;
  window.head.id = id;
  window.head.name = "W" + std::to_string(id);
  window.head.organisation = "Example Ltd";
  window.head.floors = {10, 10, 5};
  window.head.enrolled = 6000;
  const auto add = [&](publish::View view, std::uint32_t object, std::uint32_t member,
                       std::uint32_t low) {
    window.views[static_cast<std::size_t>(view)].push_back(
        {view, id, object, 0, member, low, low + 9, publish::Why::kNone});
  };
  add(publish::View::kReporting, 0, publish::kWhole, 5700);
  add(publish::View::kVisibility, 0, 5, 5700);
  for (std::size_t i = 0; i < tools.size(); ++i) {
    const std::uint32_t number = tools[i]->number;
    const auto devices = static_cast<std::uint32_t>(3000 / (i + 1) + 15 + (id + i) % 7);
    add(publish::View::kTool, number, publish::kWhole, devices);
    add(publish::View::kToolDays, number, 2, devices / 2);
    if (i % 10 == 0) {
      window.head.standings.push_back({number, policy::Standing::kSanctioned, {}, 0});
    }
  }
  for (auto& blocks : window.views) std::sort(blocks.begin(), blocks.end());
  return window;
}

class Stopwatch {
 public:
  void lap(const char* what, std::size_t octets) {
    const std::clock_t now = std::clock();
    std::printf("%-22s %7.0f ms %9zu octets\n", what,
                1000.0 * static_cast<double>(now - start_) / CLOCKS_PER_SEC, octets);
    start_ = now;
  }

 private:
  std::clock_t start_ = std::clock();
};

int run() {
  const absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(catalog::shipped());
  if (!catalog.ok()) return 1;
  std::vector<const catalog::Tool*> tools;
  for (const catalog::Tool& tool : catalog->tools()) {
    if (tools.size() < kTools) tools.push_back(&tool);
  }
  publish::History history;
  for (std::uint32_t id = 1; id <= kWindows; ++id) history.windows.push_back(window_of(tools, id));

  Stopwatch watch;
  const needs::NeedsReport needs = needs::analyse_needs(history, *catalog);
  watch.lap("needs analysed", 0);
  const std::string needs_text = report::needs_json(needs);
  watch.lap("needs written", needs_text.size());
  watch.lap("needs squeezed", api::gzip(needs_text).size());
  const needs::ToolsReport tools_report = needs::analyse_tools(history, *catalog);
  watch.lap("tools analysed", 0);
  const std::string tools_text = report::tools_json(tools_report);
  watch.lap("tools written", tools_text.size());
  watch.lap("tools squeezed", api::gzip(tools_text).size());
  return 0;
}

}  // namespace
}  // namespace desirepath

int main() { return desirepath::run(); }
