#include "collector/report/audit_pack.h"

#include <algorithm>
#include <map>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/report/audit_words.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using publish::PublishedWindow;
using publish::View;

void add_window(const PublishedWindow& window, std::map<std::uint32_t, ToolBound>& bounds,
                AuditPack& pack) {
  pack.windows.push_back(window.head.name);
  pack.k = std::max(pack.k, window.head.floors.k);
  pack.complement = std::max(pack.complement, window.head.floors.complement);
  pack.department_floor = std::max(pack.department_floor, window.head.floors.department);
  pack.lab = pack.lab || window.head.lab;
  pack.alarms += static_cast<std::uint32_t>(window.head.alarms.size());
  for (const publish::Block& block : window.blocks(View::kTool)) {
    if (block.low < window.head.floors.k) continue;  // R11: whoever made the tables, here too
    ToolBound& bound = bounds[block.object];
    const bool first = bound.shown == 0;
    bound.devices.low = first ? block.low : std::min(bound.devices.low, block.low);
    bound.devices.high = std::max(bound.devices.high, block.high);
    ++bound.shown;
  }
}

}  // namespace

absl::Status add_bounds(const publish::History& history, std::uint32_t first, std::uint32_t last,
                        const catalog::Catalog& catalog, const std::vector<std::uint32_t>& named,
                        AuditPack& pack) {
  std::map<std::uint32_t, ToolBound> bounds;
  for (const PublishedWindow& window : history.windows) {
    if (window.head.id >= first && window.head.id <= last) add_window(window, bounds, pack);
  }
  if (pack.windows.empty()) {
    return absl::InvalidArgumentError(
        "no window is published between both ends, `window list` shows which are");
  }
  for (const std::uint32_t tool : named) bounds[tool];
  const auto windows = static_cast<std::uint32_t>(pack.windows.size());
  for (auto& [number, bound] : bounds) {
    const catalog::Tool* const tool = catalog.tool(number);
    bound.tool = tool == nullptr ? absl::StrCat(number) : std::string(tool->id);
    bound.name = tool == nullptr ? absl::StrCat(number) : std::string(tool->name);
    bound.not_shown = windows - bound.shown;
    pack.tools.push_back(bound);
  }
  pack.other_tools = static_cast<std::uint32_t>(
      std::count_if(catalog.tools().begin(), catalog.tools().end(),
                    [&](const catalog::Tool& tool) { return bounds.count(tool.number) == 0; }));
  std::stable_sort(pack.tools.begin(), pack.tools.end(),
                   [](const ToolBound& left, const ToolBound& right) {
                     return left.devices.high > right.devices.high;
                   });
  return absl::OkStatus();
}

std::string bounds_mean(const AuditPack& pack, fields::Language language) {
  const std::string k = absl::StrCat(pack.k);
  const std::string complement = absl::StrCat(pack.complement);
  return fields::filled(audit_say(language, "bounds.mean"), {{"k", k}, {"complement", complement}});
}

std::string bound_words(const ToolBound& bound, const AuditPack& pack, fields::Language language) {
  const std::string k = absl::StrCat(pack.k);
  const std::string devices = devices_words(bound.devices);
  const std::string shown = absl::StrCat(bound.shown);
  const std::string rest = absl::StrCat(bound.not_shown);
  if (bound.shown == 0) {
    return fields::filled(audit_say(language, "bound.none"), {{"k", k}, {"windows", rest}});
  }
  if (bound.not_shown == 0) {
    return fields::filled(audit_say(language, "bound.all"),
                          {{"devices", devices}, {"windows", shown}});
  }
  return fields::filled(audit_say(language, "bound.some"),
                        {{"devices", devices}, {"shown", shown}, {"k", k}, {"windows", rest}});
}

}  // namespace desirepath::report
