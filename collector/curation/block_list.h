#pragma once

// `block_list` is which host names stand for tools that must not be used: those of their catalog
// rows that make a day of use or a guest, and below them the names that belong to somebody else.
//
// `rules export` and the API write it as text for name servers, proxies and packet filters
// (block_list_text.h). Sign-in, content delivery and telemetry hosts stay out: vendors share them
// between their tools. A name below a refused one that the catalog gives to another tool, a vendor
// or an infrastructure is passed, so that a rule on one tool never takes another away.
//
// Source: needs.md, section 3 (must-act rules). Threads: a pure function.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "proto/catalog/catalog.h"

namespace desirepath::curation {

struct BlockName {
  std::string host;
  bool exact = false;  // itself only, not the names below it
  auto operator<=>(const BlockName&) const = default;
};

// <any>ENDING.SUFFIX, one label in front, and the names below that.
struct BlockPattern {
  std::string ending;
  std::string suffix;
  auto operator<=>(const BlockPattern&) const = default;
};

struct RefusedName {
  BlockName name;
  std::vector<BlockName> passed;              // below it, sorted
  std::vector<BlockPattern> passed_patterns;  // below it, sorted
  bool others_below = false;  // of an exact name: names below it belong to somebody else
};

struct BlockList {
  std::vector<RefusedName> names;  // sorted; none is covered by another one's refusal
  std::vector<BlockPattern> patterns;
};

// `tools`: their permanent numbers.
BlockList block_list(const catalog::Catalog& catalog, const std::set<std::uint32_t>& tools);

}  // namespace desirepath::curation
