#include "agent/match/matcher.h"

#include <algorithm>
#include <array>

#include "proto/catalog/host_name.h"

namespace desirepath::match {
namespace {

using catalog::Owner;

Kind kind_of(Owner owner) {
  switch (owner) {
    case Owner::kTool:
      return Kind::kTool;
    case Owner::kVendor:
      return Kind::kVendor;
    case Owner::kInfrastructure:
      return Kind::kInfrastructure;
    case Owner::kDenied:
      return Kind::kDenied;
  }
  return Kind::kNothing;
}

bool ends_on_border(std::string_view host, std::string_view suffix) {
  if (!host.ends_with(suffix)) return false;
  return host.size() == suffix.size() || host[host.size() - suffix.size() - 1] == '.';
}

}  // namespace

Matcher::Matcher(const catalog::Catalog& catalog, std::span<const std::string> removed)
    : catalog_(catalog), index_(catalog) {
  const std::size_t count = std::min(removed.size(), kMaximumRemoved);
  removed_.assign(removed.begin(), removed.begin() + static_cast<std::ptrdiff_t>(count));
}

bool Matcher::is_removed(std::string_view host) const noexcept {
  return std::ranges::any_of(
      removed_, [host](const std::string& suffix) { return ends_on_border(host, suffix); });
}

Match Matcher::match(std::string_view name) const noexcept {
  std::array<char, catalog::kMaximumName> buffer;
  const std::string_view host = catalog::normalise(name, buffer.data());
  if (host.empty()) return {};
  if (!removed_.empty() && is_removed(host)) return {.kind = Kind::kDenied};
  const catalog::Hit hit = index_.find_normal(host);
  if (!hit) return {};
  Match match{.kind = kind_of(hit->owner), .row = hit.row};
  if (hit->owner == Owner::kTool) {
    const catalog::ToolKey tool = catalog_.key_of(*hit.row);
    match.tool = tool.number;
    match.need = tool.need;
    match.role = hit.role;
    match.evidence = hit->evidence;
  }
  return match;
}

std::string Matcher::explain(const Match& match) const {
  if (match.row == nullptr && match.kind == Kind::kDenied) return "removed on this machine";
  return catalog::rule_in_words(
      catalog_, {.row = match.row,
                 .role = match.role,
                 .by_label = match.row != nullptr && match.row->owner == Owner::kTool &&
                             match.role != match.row->role});
}

}  // namespace desirepath::match
