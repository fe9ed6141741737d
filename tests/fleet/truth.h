#pragma once

// `Truth` counts the facts the simulated devices made, apart from everything that seals, sends and
// publishes them.
//
// It is written as JSON for the brute-force check of the published tables: {"cells": [{"window",
// "kind", "department", "a", "b", "value", "count"}], "departments": [{"number", "id", "parent",
// "devices"}], "standings": [{"tool", "standing", "departments"}], "needs": {"<tool>": need}}.
// Threads: internally locked.

#include <absl/base/thread_annotations.h>
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
  void add(const facts::Facts& facts);
  [[nodiscard]] std::string json(const policy::Bundle& bundle,
                                 const catalog::Catalog& catalog) const;

 private:
  // window, kind, department, a, b, value
  using Cell = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                          std::uint32_t>;

  mutable absl::Mutex mutex_;
  std::map<Cell, std::uint64_t> cells_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace desirepath::fleet
