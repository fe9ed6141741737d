#pragma once

// `Truth` counts the facts the simulated devices made, apart from everything that seals, sends and
// publishes them.
//
// It is written as JSON for the brute-force check of the published tables: {"cells": [{"window",
// "kind", "department", "a", "b", "value", "count"}], "departments": [{"number", "id", "parent",
// "devices"}], "lost": cells that were made and can never arrive, not part of the others,
// "standings": [{"tool", "standing", "departments"}], "needs": {"<tool>": need}}. Threads:
// internally locked.

#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "agent/facts/facts.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::fleet {

class Truth {
 public:
  void add(const facts::Facts& facts) { count(facts, cells_); }
  // Made, and lost in a way the specification names.
  void lose(const facts::Facts& facts) { count(facts, lost_); }
  [[nodiscard]] std::string json(const policy::Bundle& bundle,
                                 const catalog::Catalog& catalog) const;

 private:
  // window, kind, department, a, b, value
  using Cell = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                          std::uint32_t>;

  using Cells = std::map<Cell, std::uint64_t>;
  void count(const facts::Facts& facts, Cells& cells);

  mutable absl::Mutex mutex_;
  Cells cells_;  // both guarded by mutex_
  Cells lost_;
};

}  // namespace desirepath::fleet
