#include "collector/needs/pictures.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "collector/needs/analyse.h"
#include "collector/needs/interval.h"
#include "collector/needs/sides.h"
#include "collector/needs/thresholds.h"
#include "proto/policy/standing.h"

namespace desirepath::needs {
namespace {

using publish::Block;
using publish::PublishedWindow;
using publish::View;

constexpr std::array<std::uint32_t, 6> kPublishedMoves = {1, 2, 3, 5, 7, 8};

struct Column {
  std::uint32_t tool = 0;
  Devices devices;
};

// Tools of the need that have a table by department; the last window holds it.
std::vector<Column> columns_of(const PublishedWindow& last,
                               const std::vector<std::uint32_t>& tools) {
  std::vector<Column> columns;
  for (const std::uint32_t tool : tools) {
    const Block* total = last.find(View::kTool, tool);
    if (total != nullptr) columns.push_back({tool, {total->low, total->high}});
  }
  std::stable_sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) {
    return middle(a.devices) > middle(b.devices);
  });
  return columns;
}

Devices beside(const Devices& all, const Devices& one) {
  return {std::max(all.low, one.low), all.high + one.high};
}

// Which tools are offered where in a window, worked out once: a map asks for each tool in each
// department.
class Offers {
 public:
  Offers(const publish::Window& window, const std::vector<std::uint32_t>& tools) {
    for (const std::uint32_t tool : tools) {
      std::vector<policy::ToolStanding> own;
      for (const policy::ToolStanding& standing : window.standings) {
        if (standing.tool == tool) own.push_back(standing);
      }
      if (own.empty()) continue;  // nobody said anything of it
      const auto add = [&](std::uint32_t department) {
        if (policy::is_offered(
                policy::standing_of(own, window.departments, tool, department, window.id))) {
          places_[tool].insert(department);
          anything_in_.insert(department);
        }
      };
      add(policy::kOrganisation);
      for (const policy::Department& each : window.departments) add(each.number);
    }
  }

  [[nodiscard]] bool in(std::uint32_t tool, std::uint32_t department) const {
    const auto places = places_.find(tool);
    return places != places_.end() && places->second.count(department) != 0;
  }
  [[nodiscard]] bool anywhere(std::uint32_t tool) const { return places_.count(tool) != 0; }
  [[nodiscard]] bool anything_in(std::uint32_t department) const {
    return anything_in_.count(department) != 0;
  }
  [[nodiscard]] bool anything() const { return !anything_in_.empty(); }

 private:
  std::map<std::uint32_t, std::set<std::uint32_t>> places_;  // by tool: departments
  std::set<std::uint32_t> anything_in_;
};

class Map {
 public:
  Map(const PublishedWindow& last, const std::vector<std::uint32_t>& tools)
      : last_(last), offers_(last.head, tools), columns_(columns_of(last, tools)) {}

  void fill(const catalog::Catalog& catalog, NeedPictures& pictures) {
    for (const Column& column : columns_) {
      const catalog::Tool* tool = catalog.tool(column.tool);
      pictures.tools.push_back({tool == nullptr ? "" : std::string(tool->id),
                                tool == nullptr ? "" : std::string(tool->name),
                                offers_.anywhere(column.tool)});
    }
    for (const policy::Department& department : last_.head.departments) {
      DepartmentPicture row = row_of(department.number);
      if (row.chosen.high + row.offered.high == 0) continue;
      row.id = department.id;
      row.name = department.name;
      row.headcount = department.devices;
      row.chosen.high = std::min(row.chosen.high, std::max(row.chosen.low, department.devices));
      row.offered.high = std::min(row.offered.high, std::max(row.offered.low, department.devices));
      pictures.departments.push_back(std::move(row));
    }
    const auto most = [](const DepartmentPicture& a, const DepartmentPicture& b) {
      return middle(a.chosen) > middle(b.chosen);
    };
    std::stable_sort(pictures.departments.begin(), pictures.departments.end(), most);
    DepartmentPicture rest = row_of(publish::kRest);
    if (rest.chosen.high + rest.offered.high > 0) {
      pictures.departments.push_back(std::move(rest));
    }
  }

  [[nodiscard]] bool anything_offered() const { return offers_.anything(); }

 private:
  [[nodiscard]] DepartmentPicture row_of(std::uint32_t department) const {
    DepartmentPicture row;
    const std::uint32_t where = department == publish::kRest ? policy::kOrganisation : department;
    for (const Column& column : columns_) {
      const Block* block = last_.find(View::kToolDepartment, column.tool, department);
      row.tools.push_back(block == nullptr ? std::nullopt
                                           : std::optional<Devices>({block->low, block->high}));
      if (block == nullptr) continue;
      Devices& side = offers_.in(column.tool, where) ? row.offered : row.chosen;
      side = beside(side, {block->low, block->high});
    }
    row.reason = department == publish::kRest ? Reason::kTooFew : reason_of(where);
    return row;
  }

  // What the signed standings say by themselves.
  [[nodiscard]] Reason reason_of(std::uint32_t department) const {
    if (offers_.anything_in(department)) return Reason::kTooFew;
    return anything_offered() ? Reason::kInaccessible : Reason::kAbsent;
  }

  const PublishedWindow& last_;
  const Offers offers_;
  const std::vector<Column> columns_;
};

std::optional<Moves> moves_of(const publish::History& history, std::uint32_t need) {
  for (std::uint32_t ago = 0; ago < kPooledWindows; ++ago) {
    const PublishedWindow* window = history.ago(ago);
    if (window == nullptr) continue;
    Moves found{window->head.name, {}};
    for (const std::uint32_t value : kPublishedMoves) {
      const Block* block = window->find(View::kDisplacement, need, value);
      if (block != nullptr) found.moves.push_back({value, {block->low, block->high}});
    }
    if (!found.moves.empty()) return found;
  }
  return std::nullopt;
}

void add_pairs(const publish::History& history, const catalog::Catalog& catalog,
               const std::vector<std::uint32_t>& tools, const std::vector<policy::ToolPair>& listed,
               NeedPictures& pictures) {
  const auto of_need = [&](std::uint32_t tool) {
    return std::find(tools.begin(), tools.end(), tool) != tools.end();
  };
  const bool any = std::any_of(listed.begin(), listed.end(), [&](const policy::ToolPair& pair) {
    return of_need(pair.first) || of_need(pair.second);
  });
  for (PairRow& row : pairs_report(history, catalog, {}).rows) {
    const catalog::Tool* first = catalog.tool_by_id(row.first);
    const catalog::Tool* second = catalog.tool_by_id(row.second);
    const bool touches = (first != nullptr && of_need(first->number)) ||
                         (second != nullptr && of_need(second->number));
    if (touches) pictures.pairs.push_back(std::move(row));
  }
  if (pictures.pairs.empty()) pictures.no_pairs = any ? NoPairs::kTooFew : NoPairs::kNotListed;
}

}  // namespace

absl::StatusOr<NeedPictures> need_pictures(const publish::History& history,
                                           const catalog::Catalog& catalog, const std::string& need,
                                           const std::vector<policy::ToolPair>& listed) {
  const auto& needs = catalog.needs();
  const auto found = std::find_if(needs.begin(), needs.end(),
                                  [&](const catalog::Need& each) { return each.id == need; });
  if (found == needs.end()) {
    return absl::NotFoundError("no need of this id is in the catalog in force");
  }
  std::vector<std::uint32_t> tools;
  for (const catalog::Tool& tool : catalog.tools()) {
    if (tool.need == found->number) tools.push_back(tool.number);
  }
  NeedPictures pictures;
  pictures.head = head_of(history);
  pictures.need = need;
  Map map(history.last(), tools);
  map.fill(catalog, pictures);
  if (!map.anything_offered()) {
    pictures.no_moves = NoMoves::kNothingOffered;
  } else {
    pictures.moves = moves_of(history, found->number);
    if (!pictures.moves) pictures.no_moves = NoMoves::kTooFew;
  }
  add_pairs(history, catalog, tools, listed, pictures);
  return pictures;
}

}  // namespace desirepath::needs
