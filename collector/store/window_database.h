#pragma once

// The schemas of window.db and keys.db, which the intake writes and publish reads and empties.
//
//   window.db  window(id, state)                      'open' or 'frozen'; a row appears with its
//   first frame or freeze
//              cell(window, kind, department, a, b, value, count)
//              nonce(window, first, nonces)           facts already counted, a row a transaction:
//              16 octets each,
//                                                     sorted; gone at freeze
//              arrived(window, facts, dummies, repeats)
//              rejected(reason, count)                over all windows: one total counter by reason
//   keys.db    sealing_key(window, public, secret)    X25519; the row is deleted at freeze
//
// No table has a rowid of its own and none holds a device or a time: what is in one is sorted by
// its key, so neither the order nor the moment of arrival can be read from it.

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>

#include "collector/store/database.h"

namespace desirepath::store {

absl::StatusOr<Database> open_window_database(const std::string& path,
                                              Mode mode = Mode::kReadWrite);
absl::StatusOr<Database> open_keys_database(const std::string& path, Mode mode = Mode::kReadWrite);

// True once the window is frozen: nothing is counted into it any more. Inside a write transaction
// the answer holds until its end.
absl::StatusOr<bool> is_frozen(Database& window_database, std::uint32_t window);

// Marks the window frozen. Part of the caller's transaction.
absl::Status mark_frozen(Database& window_database, std::uint32_t window);

// Deletes the cells, the nonces and the arrival counters of a frozen window. Part of the caller's
// transaction; call `truncate_log` after its commit.
absl::Status erase_window(Database& window_database, std::uint32_t window);

// Deletes the window's secret key and empties the log. Its public key goes too: the key log has it.
absl::Status erase_key(Database& keys_database, std::uint32_t window);

}  // namespace desirepath::store
