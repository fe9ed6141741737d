#pragma once

// `HostIndex` finds the one row of the catalog that speaks of a host name.
//
// The agent's matcher asks it for every sighting and activity, the collector for `catalog explain`
// and for imports. The longest suffix on label borders decides, over tools, vendors, infrastructure
// and the deny-list together; a row for exactly this name stands above a row for the names below
// it, a left-label row (*-my.sharepoint.com) above the plain suffix. The deny-list is asked first:
// one denied suffix of a name, however short, decides.
//
// A lookup walks the name once from its end, hashing as it goes, and probes one open table at each
// dot; it allocates nothing. A trie needs a step a label and four times the memory; a map on full
// names would miss every tenant.
//
// Limits: the table has 8 octets a slot at half load or less. Threads: immutable after
// construction.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "proto/catalog/catalog.h"

namespace desirepath::catalog {

class HostIndex {
 public:
  // `catalog` must outlive the index.
  explicit HostIndex(const Catalog& catalog);

  // The row that decides on `name`, in whatever letters it is written; null: no rule, or no host
  // name.
  [[nodiscard]] const HostRow* find(std::string_view name) const noexcept;

  // The same for a name that is in its compared form already (host_name.h).
  [[nodiscard]] const HostRow* find_normal(std::string_view host) const noexcept;

  // Octets held beside the catalog's own.
  [[nodiscard]] std::size_t resident_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t row = 0;  // index + 1 of the first row of the suffix; 0: free
  };

  void insert(std::string_view suffix, std::uint32_t row);
  [[nodiscard]] const HostRow* first_row(std::uint64_t hash,
                                         std::string_view suffix) const noexcept;
  [[nodiscard]] const HostRow* best_row(const HostRow* first, std::string_view host,
                                        std::size_t begin) const noexcept;

  const Catalog& catalog_;
  std::vector<Slot> slots_;
  std::uint32_t mask_ = 0;
};

// The rule of a row in words: "suffix slack.com", "exact slack.com", "left label *-my of
// sharepoint.com", "infrastructure: cdn (suffix cloudfront.net)", "vendor Google, tool unknown
// (suffix google.com)", "private life: health (suffix mehilainen.fi)"; "no rule" for null.
[[nodiscard]] std::string rule_in_words(const Catalog& catalog, const HostRow* row);

}  // namespace desirepath::catalog
