#pragma once

// `Matcher` says what a host name belongs to: a tool, a vendor, infrastructure, a private matter,
// or nothing we know.
//
// The agent asks it for every sighting and every activity; the collector asks it for `catalog
// explain`. The longest suffix on label borders decides, over tools, vendors, infrastructure and
// the deny-list together; a row for exactly this name stands above a row for the names below it, a
// left-label row (*-my.sharepoint.com) above the plain suffix. The deny-list is asked first: one
// denied suffix of a name, however short, drops it.
//
// A lookup walks the name once from its end, hashing as it goes, and probes one open table at each
// dot; it allocates nothing. A trie needs a step a label and four times the memory; a map on full
// names would miss every tenant.
//
// Limits: the table has 8 octets a slot at half load or less. Threads: immutable after
// construction.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "proto/catalog/catalog.h"

namespace desirepath::match {

enum class Kind : std::uint8_t {
  kNothing,
  kTool,
  kVendor,          // the vendor is known, the tool is not
  kInfrastructure,  // proves no tool
  kDenied,  // private life, or removed on this machine: to be dropped before anything is counted
};

struct Match {
  Kind kind = Kind::kNothing;
  std::uint32_t tool = 0;  // its number; 0 unless kTool
  std::uint32_t need = 0;  // its main need's number; 0 unless kTool
  catalog::Role role = catalog::Role::kNone;
  catalog::Evidence evidence = catalog::Evidence::kProduct;
  catalog::Form form = catalog::Form::kSuffix;
  std::string_view rule{};                // the suffix that decided; lives as long as the catalog
  const catalog::HostRow* row = nullptr;  // null if nothing, or removed on this machine
};

class Matcher {
 public:
  // `catalog` must outlive the matcher. `removed`: suffixes that this machine's administrator takes
  // out.
  explicit Matcher(const catalog::Catalog& catalog, std::span<const std::string> removed = {});

  [[nodiscard]] Match match(std::string_view name) const noexcept;

  // Why, in words: "suffix slack.com", "exact slack.com", "left label *-my of sharepoint.com",
  // "infrastructure: cdn (suffix cloudfront.net)", "private life: health (suffix …)", "no rule".
  [[nodiscard]] std::string explain(const Match& match) const;

  // Octets held beside the catalog's own.
  [[nodiscard]] std::size_t resident_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t row = 0;  // index + 1 of the first row of the suffix; 0: free
  };
  struct Found {
    std::uint32_t row = 0;
    bool found = false;
  };

  void insert(std::string_view suffix, std::uint32_t row);
  [[nodiscard]] Found find(std::uint64_t hash, std::string_view suffix) const noexcept;
  [[nodiscard]] const catalog::HostRow* best_row(std::uint32_t first, std::string_view name,
                                                 std::size_t begin) const noexcept;
  [[nodiscard]] bool is_removed(std::string_view name) const noexcept;

  const catalog::Catalog& catalog_;
  std::vector<Slot> slots_;
  std::uint32_t mask_ = 0;
  std::vector<std::string> removed_;
};

}  // namespace desirepath::match
