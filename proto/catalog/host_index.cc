#include "proto/catalog/host_index.h"

#include <array>
#include <bit>

#include "proto/catalog/host_name.h"

namespace desirepath::catalog {
namespace {

constexpr std::uint64_t kHashSeed = 0x9e3779b97f4a7c15;
constexpr std::uint64_t kHashPrime = 0x2127599bf4325c37;

// The hash of a suffix is that of its octets from the last to the first: walking a name backwards
// gives all of them.
constexpr std::uint64_t step(std::uint64_t hash, char octet) {
  return (hash ^ static_cast<std::uint8_t>(octet)) * kHashPrime;
}

// A product's low bits depend on its factors' low bits alone: bring the high ones down before
// masking.
constexpr std::uint64_t spread(std::uint64_t hash) { return hash ^ hash >> 29; }

constexpr std::uint32_t tag_of(std::uint64_t spread_hash) {
  return static_cast<std::uint32_t>(spread_hash >> 32);
}

std::uint64_t hash_of(std::string_view suffix) {
  std::uint64_t hash = kHashSeed;
  for (std::size_t i = suffix.size(); i-- > 0;) hash = step(hash, suffix[i]);
  return spread(hash);
}

}  // namespace

HostIndex::HostIndex(const Catalog& catalog) : catalog_(catalog) {
  const auto rows = catalog.hosts();
  slots_.resize(std::bit_ceil(rows.size() * 2 + 2));
  mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  bool first = true;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (first) insert(catalog.suffix(rows[i]), i);
    first = rows[i].last;
  }
}

void HostIndex::insert(std::string_view suffix, std::uint32_t row) {
  const std::uint64_t hash = hash_of(suffix);
  std::uint32_t at = static_cast<std::uint32_t>(hash) & mask_;
  while (slots_[at].row != 0) at = (at + 1) & mask_;
  const bool denied = catalog_.hosts()[row].owner == Owner::kDenied;
  slots_[at] = {tag_of(hash), (row + 1) | (denied ? kDeniedMark : 0)};
}

// Goes on from the candidate's slot while tags agree and texts do not: tags are 32 bits of the
// hash.
const HostRow* HostIndex::settle(Candidate candidate, std::string_view host) const noexcept {
  const std::string_view suffix = host.substr(candidate.begin);
  const std::uint32_t tag = slots_[candidate.slot].tag;
  for (std::uint32_t at = candidate.slot; slots_[at].row != 0; at = (at + 1) & mask_) {
    if (slots_[at].tag != tag) continue;
    const HostRow* row = &catalog_.hosts()[(slots_[at].row & ~kDeniedMark) - 1];
    if (catalog_.suffix(*row) == suffix) return best_row(row, host, candidate.begin);
  }
  return nullptr;
}

// Of the rows of one suffix, the one that speaks of `host`, in which the suffix begins at `begin`;
// null if none does.
const HostRow* HostIndex::best_row(const HostRow* first, std::string_view host,
                                   std::size_t begin) const noexcept {
  const HostRow* best = nullptr;
  for (const HostRow* row = first;; ++row) {
    if (row->form == Form::kSuffix) best = row;
    if (row->form == Form::kExact && begin == 0) best = row;
    if (row->form == Form::kLeftLabel && begin > 1) {
      const std::string_view left = host.substr(0, begin - 1);
      const std::string_view label = left.substr(left.rfind('.') + 1);
      const std::string_view ending = catalog_.label_ending(*row);
      if (label.size() > ending.size() && label.ends_with(ending)) best = row;
    }
    if (row->last) return best;
  }
}

Hit HostIndex::find(std::string_view name) const noexcept {
  std::array<char, kMaximumName> buffer;
  const std::string_view host = normalise(name, buffer.data());
  return host.empty() ? Hit{} : find_normal(host);
}

Hit HostIndex::find_normal(std::string_view host) const noexcept {
  std::array<Candidate, kMaximumName / 2> candidates;
  std::size_t count = 0;
  std::uint64_t hash = kHashSeed;
  bool is_top_label = true;
  for (std::size_t i = host.size(); i-- > 0;) {
    hash = step(hash, host[i]);
    if (i != 0 && host[i - 1] != '.') continue;
    if (is_top_label) {  // no row is a single label
      is_top_label = false;
      continue;
    }
    const std::uint64_t spread_hash = spread(hash);
    const std::uint32_t tag = tag_of(spread_hash);
    std::uint32_t at = static_cast<std::uint32_t>(spread_hash) & mask_;
    while (slots_[at].row != 0 && slots_[at].tag != tag) at = (at + 1) & mask_;
    if (slots_[at].row == 0) continue;
    const Candidate candidate{at, static_cast<std::uint32_t>(i)};
    if ((slots_[at].row & kDeniedMark) != 0) {
      const HostRow* row = settle(candidate, host);
      if (row != nullptr && row->owner == Owner::kDenied) return {.row = row};
    }
    candidates[count++] = candidate;
  }
  while (count-- > 0) {
    if (const HostRow* row = settle(candidates[count], host)) return hit(row, host);
  }
  return {};
}

Hit HostIndex::hit(const HostRow* row, std::string_view host) const noexcept {
  Hit hit{.row = row, .role = row->role};
  if (row->owner != Owner::kTool || row->form != Form::kSuffix ||
      host.size() == row->suffix_length) {
    return hit;
  }
  const std::string_view left = host.substr(0, host.size() - row->suffix_length - 1);
  const Role said = catalog_.label_rules().role_of(left, row->role);
  if (said == Role::kNone || !is_whole_domain(catalog_.suffix(*row))) return hit;
  hit.role = said;
  hit.by_label = true;
  return hit;
}

std::string rule_in_words(const Catalog& catalog, const Hit& hit) {
  const HostRow* row = hit.row;
  if (row == nullptr) return "no rule";
  std::string rule;
  switch (row->form) {
    case Form::kSuffix:
      rule = "suffix ";
      break;
    case Form::kExact:
      rule = "exact ";
      break;
    case Form::kLeftLabel:
      rule.append("left label *").append(catalog.label_ending(*row)).append(" of ");
      break;
  }
  rule += catalog.suffix(*row);
  std::string why;
  switch (row->owner) {
    case Owner::kTool:
      if (hit.by_label) rule.append(", by its label ").append(name(hit.role));
      return rule;
    case Owner::kVendor:
      why.append("vendor ").append(catalog.word(*row)).append(", tool unknown");
      break;
    case Owner::kInfrastructure:
      why.append("infrastructure: ").append(catalog.word(*row));
      break;
    case Owner::kDenied:
      why.append("private life: ").append(catalog.word(*row));
      break;
  }
  return why.append(" (").append(rule).append(")");
}

}  // namespace desirepath::catalog
