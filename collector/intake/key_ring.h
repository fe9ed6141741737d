#pragma once

// `KeyRing` gives the windows' sealing keys out of keys.db.
//
// The intake opens frames with them. `policy` adds rows, freeze deletes them, both perhaps in
// another process: the ring notices each commit (SQLite's data_version) and forgets what it held,
// so a destroyed key is gone from memory at the next batch.
//
// Limits: kMaxKeys windows; the newest are kept. Threads: internally locked.

#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>

#include <memory>
#include <string>

#include "collector/store/database.h"
#include "proto/seal/keys.h"

namespace desirepath::intake {

// Immutable keys by window: a batch opens with one set from beginning to end.
using Keys = absl::flat_hash_map<std::uint32_t, seal::SealingKeyPair>;

class KeyRing {
 public:
  static constexpr int kMaxKeys = 512;

  static absl::StatusOr<std::unique_ptr<KeyRing>> open(const std::string& keys_db);

  absl::StatusOr<std::shared_ptr<const Keys>> keys();

 private:
  explicit KeyRing(store::Database database) : database_(std::move(database)) {}
  absl::StatusOr<std::shared_ptr<const Keys>> load() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex mutex_;
  store::Database database_ ABSL_GUARDED_BY(mutex_);
  std::int64_t version_ ABSL_GUARDED_BY(mutex_) = -1;
  std::shared_ptr<const Keys> keys_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace desirepath::intake
