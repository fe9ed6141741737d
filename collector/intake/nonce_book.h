#pragma once

// `NonceBook` decides which facts of a transaction are new, and writes their nonces down.
//
// The window's writer asks it. In memory it has a NonceSet of each open window; on disk each
// transaction adds one row, its new nonces sorted, to the table `nonce`. Where the set says
// "perhaps", all rows of the window are searched, once for the whole transaction: so the answer is
// exact, and only a replay pays for it.
//
// A row is keyed by its smallest nonce, which is random: the table's order is not the order of
// arrival.
//
// Errors: those of store::Database; call `forget` when the transaction was not committed. Threads:
// one at a time.

#include <absl/status/statusor.h>

#include <map>
#include <span>
#include <vector>

#include "collector/intake/fact_check.h"
#include "collector/intake/nonce_set.h"
#include "collector/store/database.h"

namespace desirepath::intake {

class NonceBook {
 public:
  // Inside a write transaction of `database`. For each nonce, in order: true if it is new.
  absl::StatusOr<std::vector<bool>> add(store::Database& database, std::uint32_t window,
                                        std::span<const Nonce> nonces);

  // Drops what is in memory of a window (it was frozen), or of all (a transaction failed).
  void forget(std::uint32_t window) { sets_.erase(window); }
  void forget_all() { sets_.clear(); }

  [[nodiscard]] std::size_t resident_bytes() const;

 private:
  absl::StatusOr<NonceSet*> set_of(store::Database& database, std::uint32_t window,
                                   std::size_t more);

  std::map<std::uint32_t, NonceSet> sets_;
};

}  // namespace desirepath::intake
