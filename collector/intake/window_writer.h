#pragma once

// `WindowWriter` is the one writer of window.db: dedupe by nonce, add to cells, count what was
// refused.
//
// The intake hands it a group of opened batches; one call is one transaction, and when it returns
// the group is safe on disk. A window's state is read inside the transaction, so that a freeze by
// another process falls before or after the group, never into it.
//
// Errors: those of store::Database; after one nothing of the group was counted. Threads: one at a
// time.

#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "collector/intake/fact_check.h"
#include "collector/intake/nonce_book.h"
#include "collector/store/database.h"

namespace desirepath::intake {

struct Batch {
  std::vector<CountedFact> facts;
  absl::flat_hash_map<std::uint32_t, std::int64_t> dummies;  // by window
  std::array<std::int64_t, static_cast<std::size_t>(Rejection::kCount)> rejected{};

  void reject(Rejection reason) { ++rejected[static_cast<std::size_t>(reason)]; }
};

class WindowWriter {
 public:
  static absl::StatusOr<WindowWriter> open(const std::string& window_db);

  absl::Status write(const std::vector<Batch>& group);

  // Memory of the nonces of the open windows.
  [[nodiscard]] std::size_t nonce_bytes() const { return nonces_.resident_bytes(); }

  // Those of `asked` that are frozen.
  absl::StatusOr<std::vector<std::uint32_t>> frozen(std::span<const std::uint32_t> asked);

 private:
  struct Arrived {
    std::int64_t facts = 0;
    std::int64_t dummies = 0;
    std::int64_t repeats = 0;
  };
  // window, kind, department, a, b, value
  using Cell = std::array<std::uint32_t, 6>;
  // What one transaction adds.
  struct Totals {
    std::map<Cell, std::int64_t> cells;
    std::map<std::uint32_t, Arrived> arrived;
    std::map<std::uint32_t, bool> frozen;
    std::array<std::int64_t, static_cast<std::size_t>(Rejection::kCount)> rejected{};
  };

  explicit WindowWriter(store::Database database) : database_(std::move(database)) {}
  absl::Status prepare();
  absl::Status write_all(const std::vector<Batch>& group);
  absl::Status count(const Batch& batch, Totals& totals);
  absl::Status count_facts(const std::vector<Batch>& group, Totals& totals);
  absl::Status count_facts(std::uint32_t window, const std::vector<const CountedFact*>& facts,
                           Totals& totals);
  absl::StatusOr<bool> is_frozen(std::uint32_t window, Totals& totals);
  absl::Status add(const Totals& totals);
  absl::Status add_rejected(const Totals& totals);

  store::Database database_;
  NonceBook nonces_;
  store::Statement add_cell_;
  store::Statement add_arrived_;
  store::Statement add_window_;
  store::Statement add_rejected_;
};

}  // namespace desirepath::intake
