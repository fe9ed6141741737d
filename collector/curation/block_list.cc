#include "collector/curation/block_list.h"

#include <algorithm>
#include <map>
#include <optional>

namespace desirepath::curation {
namespace {

using catalog::Form;
using catalog::HostRow;

enum class Act : std::uint8_t { kRefuse, kPass };

// The rows that matter: all of the tools' own, and of the others those below one of them.
using Acts = std::map<BlockName, Act>;

bool is_refused(const catalog::Catalog& catalog, const HostRow& row,
                const std::set<std::uint32_t>& tools) {
  return row.owner == catalog::Owner::kTool && tools.count(catalog.key_of(row).number) != 0 &&
         (catalog::counts_as_use(row.role) || row.role == catalog::Role::kViewer);
}

bool is_of(const catalog::Catalog& catalog, const HostRow& row,
           const std::set<std::uint32_t>& tools) {
  return row.owner == catalog::Owner::kTool && tools.count(catalog.key_of(row).number) != 0;
}

// What the longest suffix that covers `name` says of it; the suffix of the same name covers an
// exact one.
std::optional<std::pair<BlockName, Act>> covering(const Acts& acts, const BlockName& name) {
  std::string_view host = name.host;
  bool itself = name.exact;
  while (true) {
    if (itself) {
      const auto found = acts.find({std::string(host), false});
      if (found != acts.end()) return *found;
    }
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    host.remove_prefix(dot + 1);
    itself = true;
  }
}

bool refuses(const std::optional<std::pair<BlockName, Act>>& cover) {
  return cover.has_value() && cover->second == Act::kRefuse;
}

Acts acts_of(const catalog::Catalog& catalog, const std::set<std::uint32_t>& tools) {
  Acts acts;
  for (const HostRow& row : catalog.hosts()) {
    if (row.form == Form::kLeftLabel || !is_refused(catalog, row, tools)) continue;
    acts[{std::string(catalog.suffix(row)), row.form == Form::kExact}] = Act::kRefuse;
  }
  Acts refused = acts;
  for (const HostRow& row : catalog.hosts()) {
    if (row.form == Form::kLeftLabel || is_of(catalog, row, tools)) continue;
    const BlockName name{std::string(catalog.suffix(row)), row.form == Form::kExact};
    if (refuses(covering(refused, name))) acts.emplace(name, Act::kPass);
  }
  return acts;
}

}  // namespace

BlockList block_list(const catalog::Catalog& catalog, const std::set<std::uint32_t>& tools) {
  const Acts acts = acts_of(catalog, tools);
  BlockList list;
  std::map<BlockName, RefusedName> refused;
  for (const auto& [name, act] : acts) {
    if (act == Act::kRefuse && !refuses(covering(acts, name))) refused[name].name = name;
  }
  for (const auto& [name, act] : acts) {
    const auto cover = covering(acts, name);
    if (act == Act::kPass && refuses(cover)) refused[cover->first].passed.push_back(name);
  }
  for (const HostRow& row : catalog.hosts()) {
    if (row.form != Form::kLeftLabel) continue;
    const BlockPattern pattern{std::string(catalog.label_ending(row)),
                               std::string(catalog.suffix(row))};
    const auto cover = covering(acts, {pattern.suffix, true});
    if (is_refused(catalog, row, tools)) {
      if (!refuses(cover)) list.patterns.push_back(pattern);
    } else if (!is_of(catalog, row, tools) && refuses(cover)) {
      refused[cover->first].passed_patterns.push_back(pattern);
    }
  }
  std::sort(list.patterns.begin(), list.patterns.end());
  for (const HostRow& row : catalog.hosts()) {
    if (is_of(catalog, row, tools)) continue;
    const std::string_view suffix = catalog.suffix(row);
    for (std::size_t dot = suffix.find('.'); dot != suffix.npos; dot = suffix.find('.', dot + 1)) {
      const auto above = refused.find({std::string(suffix.substr(dot + 1)), true});
      if (above != refused.end()) above->second.others_below = true;
    }
  }
  for (auto& [name, one] : refused) {
    std::sort(one.passed_patterns.begin(), one.passed_patterns.end());
    list.names.push_back(one);
  }
  return list;
}

}  // namespace desirepath::curation
