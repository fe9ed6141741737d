#include "agent/match/matcher.h"

#include <algorithm>
#include <array>
#include <bit>

#include "proto/catalog/host_name.h"

namespace desirepath::match {
namespace {

using catalog::Form;
using catalog::HostRow;
using catalog::Owner;

constexpr std::uint64_t kHashSeed = 0x9e3779b97f4a7c15;
constexpr std::uint64_t kHashPrime = 0x2127599bf4325c37;

// The hash of a suffix is that of its octets from the last to the first: walking a name backwards
// gives all of them.
constexpr std::uint64_t step(std::uint64_t hash, char octet) {
  return (hash ^ static_cast<std::uint8_t>(octet)) * kHashPrime;
}

constexpr std::uint64_t spread(std::uint64_t hash) { return hash ^ hash >> 29; }

std::uint64_t hash_of(std::string_view suffix) {
  std::uint64_t hash = kHashSeed;
  for (std::size_t i = suffix.size(); i-- > 0;) hash = step(hash, suffix[i]);
  return hash;
}

constexpr std::uint32_t tag_of(std::uint64_t spread_hash) {
  return static_cast<std::uint32_t>(spread_hash >> 32);
}

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

bool ends_on_border(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return false;
  return name.size() == suffix.size() || name[name.size() - suffix.size() - 1] == '.';
}

}  // namespace

Matcher::Matcher(const catalog::Catalog& catalog, std::span<const std::string> removed)
    : catalog_(catalog), removed_(removed.begin(), removed.end()) {
  const auto rows = catalog.hosts();
  slots_.resize(std::bit_ceil(rows.size() * 2 + 2));
  mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  bool first = true;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (first) insert(catalog.suffix(rows[i]), i);
    first = rows[i].last;
  }
}

void Matcher::insert(std::string_view suffix, std::uint32_t row) {
  const std::uint64_t hash = spread(hash_of(suffix));
  std::uint32_t at = static_cast<std::uint32_t>(hash) & mask_;
  while (slots_[at].row != 0) at = (at + 1) & mask_;
  slots_[at] = {tag_of(hash), row + 1};
}

Matcher::Found Matcher::find(std::uint64_t hash, std::string_view suffix) const noexcept {
  hash = spread(hash);
  const std::uint32_t tag = tag_of(hash);
  for (std::uint32_t at = static_cast<std::uint32_t>(hash) & mask_; slots_[at].row != 0;
       at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.tag != tag) continue;
    if (catalog_.suffix(catalog_.hosts()[slot.row - 1]) == suffix) return {slot.row - 1, true};
  }
  return {};
}

// Of the rows of one suffix, the one that speaks of `name`, in which the suffix begins at `begin`;
// null if none does.
const HostRow* Matcher::best_row(std::uint32_t first, std::string_view name,
                                 std::size_t begin) const noexcept {
  const HostRow* best = nullptr;
  for (const HostRow* row = &catalog_.hosts()[first];; ++row) {
    if (row->form == Form::kSuffix) best = row;
    if (row->form == Form::kExact && begin == 0) best = row;
    if (row->form == Form::kLeftLabel && begin > 1) {
      const std::string_view left = name.substr(0, begin - 1);
      const std::string_view label = left.substr(left.rfind('.') + 1);
      const std::string_view ending = catalog_.label_ending(*row);
      if (label.size() > ending.size() && label.ends_with(ending)) best = row;
    }
    if (row->last) return best;
  }
}

bool Matcher::is_removed(std::string_view name) const noexcept {
  return std::ranges::any_of(
      removed_, [name](const std::string& suffix) { return ends_on_border(name, suffix); });
}

Match Matcher::match(std::string_view name) const noexcept {
  std::array<char, catalog::kMaximumName> buffer;
  const std::string_view host = catalog::normalise(name, buffer.data());
  if (host.empty()) return {};
  const HostRow* best = nullptr;
  std::uint64_t hash = kHashSeed;
  std::size_t labels = 0;
  for (std::size_t i = host.size(); i-- > 0;) {
    hash = step(hash, host[i]);
    if (i != 0 && host[i - 1] != '.') continue;
    if (++labels < 2) continue;  // no row is a single label
    const Found found = find(hash, host.substr(i));
    if (!found.found) continue;
    const HostRow* row = best_row(found.row, host, i);
    if (row == nullptr) continue;
    best = row;
    if (row->owner == Owner::kDenied) break;
  }
  if (!removed_.empty() && is_removed(host)) return {.kind = Kind::kDenied};
  if (best == nullptr) return {};
  Match match{.kind = kind_of(best->owner),
              .form = best->form,
              .rule = catalog_.suffix(*best),
              .row = best};
  if (match.kind == Kind::kTool) {
    const catalog::Tool& tool = catalog_.tool_of(*best);
    match.tool = tool.number;
    match.need = tool.need;
    match.role = best->role;
    match.evidence = best->evidence;
  }
  return match;
}

std::string Matcher::explain(const Match& match) const {
  if (match.row == nullptr) {
    return match.kind == Kind::kDenied ? "removed on this machine" : "no rule";
  }
  std::string rule;
  switch (match.form) {
    case Form::kSuffix:
      rule = "suffix ";
      break;
    case Form::kExact:
      rule = "exact ";
      break;
    case Form::kLeftLabel:
      rule = "left label *";
      rule.append(catalog_.label_ending(*match.row)).append(" of ");
      break;
  }
  rule += match.rule;
  std::string why;
  switch (match.kind) {
    case Kind::kVendor:
      why.append("vendor ").append(catalog_.word(*match.row)).append(", tool unknown");
      break;
    case Kind::kInfrastructure:
      why.append("infrastructure: ").append(catalog_.word(*match.row));
      break;
    case Kind::kDenied:
      why.append("private life: ").append(catalog_.word(*match.row));
      break;
    case Kind::kTool:
    case Kind::kNothing:
      return rule;
  }
  return why.append(" (").append(rule).append(")");
}

}  // namespace desirepath::match
