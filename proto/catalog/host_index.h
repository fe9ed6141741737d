#pragma once

// `HostIndex` finds the one row of the catalog that speaks of a host name.
//
// The agent's matcher asks it for every sighting and activity, the collector for `catalog explain`
// and for imports. The longest suffix on label borders decides, over tools, vendors, infrastructure
// and the deny-list together; a row for exactly this name stands above a row for the names below
// it, a left-label row (*-my.sharepoint.com) above the plain suffix. The deny-list is asked first:
// one denied suffix of a name, however short, decides. Where a whole domain decides, the label in
// front of it may say more (label_rules.h).
//
// A lookup walks the name once from its end, hashing as it goes, and probes one open table at each
// dot; the text of the rows is compared afterwards, from the longest on, so that most lookups read
// one row. It allocates nothing. A trie needs a step a label and four times the memory; a map on
// full names would miss every tenant.
//
// Limits: the table has 8 octets a slot at half load or less. Threads: immutable after
// construction.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "proto/catalog/catalog.h"

namespace desirepath::catalog {

// What was found for a name: nothing, if `row` is null.
struct Hit {
  const HostRow* row = nullptr;
  Role role = Role::kNone;  // the row's, or what the label says instead
  bool by_label = false;

  explicit operator bool() const { return row != nullptr; }
  const HostRow* operator->() const { return row; }
};

class HostIndex {
 public:
  // `catalog` must outlive the index.
  explicit HostIndex(const Catalog& catalog);

  // What decides on `name`, in whatever letters it is written; no row: no rule, or no host name.
  [[nodiscard]] Hit find(std::string_view name) const noexcept;

  // The same for a name that is in its compared form already (host_name.h).
  [[nodiscard]] Hit find_normal(std::string_view host) const noexcept;

  // Octets held beside the catalog's own.
  [[nodiscard]] std::size_t resident_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t row = 0;  // index + 1 of the first row of the suffix, with kDeniedMark; 0: free
  };
  static constexpr std::uint32_t kDeniedMark = std::uint32_t{1} << 31;

  void insert(std::string_view suffix, std::uint32_t row);
  // A suffix of the name whose tag stands in the table: where its slot is, where it begins. Without
  // initial values: a lookup has room for many and fills few.
  struct Candidate {
    std::uint32_t slot;
    std::uint32_t begin;
  };

  [[nodiscard]] const HostRow* settle(Candidate candidate, std::string_view host) const noexcept;
  [[nodiscard]] const HostRow* best_row(const HostRow* first, std::string_view host,
                                        std::size_t begin) const noexcept;
  [[nodiscard]] Hit hit(const HostRow* row, std::string_view host) const noexcept;

  const Catalog& catalog_;
  std::vector<Slot> slots_;
  std::uint32_t mask_ = 0;
};

// The rule of a hit in words: "suffix slack.com", "exact slack.com", "left label *-my of
// sharepoint.com", "infrastructure: cdn (suffix cloudfront.net)", "vendor Google, tool unknown
// (suffix google.com)", "private life: health (suffix mehilainen.fi)"; "no rule" for none. If the
// label decided on the role: "suffix miro.com, by its label marketing".
[[nodiscard]] std::string rule_in_words(const Catalog& catalog, const Hit& hit);

}  // namespace desirepath::catalog
