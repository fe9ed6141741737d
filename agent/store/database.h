#pragma once

// `Database` is state.db: a handful of named values, each encrypted, changed in batches.
//
// The diary and the outbox keep their state in it; nothing else of the agent touches SQLite. A name
// says which part of the agent a value belongs to ("diary", "outbox/2957") and is all that stands
// in clear. A value is XChaCha20-Poly1305 under a data key, bound to its name; the data key is
// itself a value under the key that `state_key.h` finds outside the file, so that `erase`
// (crypto-erase: opt-out, hand-over) destroys one row and whatever copies of the rest survive in
// free pages or on the disk stay unreadable.
//
// A rejected alternative is a table a kind with columns: its row counts tell a thief how many tools
// a person uses.
//
// A *part* is erased by itself: it has names that begin with its own, and a data key of its own. A
// gateway keeps one for each device it counts.
//
// Format: PRAGMA application_id 0x44507331 ("DPs1"), user_version = schema; one table value(name,
// octets). Limits: one process at a time (exclusive lock); a commit is one transaction, synced
// before it returns when durable. Errors: kDataLoss            the file is damaged, or was written
// under another key: set it aside, open a new one;
//         kFailedPrecondition  another program's database, or a newer schema than this program
//         knows; kUnavailable         another agent holds it; kResourceExhausted   disk full:
//         nothing of the batch was written; try again when there is space.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/batch.h"
#include "proto/seal/cipher.h"

struct sqlite3;

namespace desirepath::store {

class Database {
 public:
  struct Options {
    // Whether a commit reaches the disk before it returns. A fleet of simulated devices does
    // without: a killed process loses nothing either way, a machine without power could.
    bool durable = true;
  };

  static absl::StatusOr<Database> open(const std::string& path, const seal::Key& key,
                                       Options options);
  static absl::StatusOr<Database> open(const std::string& path, const seal::Key& key) {
    return open(path, key, Options());
  }
  Database(Database&&) = default;
  Database& operator=(Database&&) = default;

  [[nodiscard]] absl::StatusOr<std::optional<std::string>> get(std::string_view name) const;
  [[nodiscard]] absl::StatusOr<std::vector<std::string>> names(
      std::string_view prefix) const;  // ascending
  absl::Status commit(const Batch& batch);

  // What `change` commits, to this and to parts, reaches the disk at once: a thousand parts cost
  // one sync. Each commit is whole or not by itself; the status is that of the last, joint one.
  // Nothing may be erased inside.
  absl::Status together(absl::FunctionRef<void()> change);

  // Forgets everything beyond recovery, in one transaction: a new data key, and under it the values
  // of `kept` alone. Of a part, only what is its own; of the whole, its parts too.
  absl::Status erase(const Batch& kept);

  // The part whose names begin with `name` and a slash; made if it is not there. It may outlive
  // this.
  [[nodiscard]] absl::StatusOr<Database> part(std::string_view name) const;
  // What a part was asked for as.
  [[nodiscard]] std::string name() const {
    return prefix_.substr(0, prefix_.empty() ? 0 : prefix_.size() - 1);
  }
  // As `erase`, and the part is gone: its data key too.
  absl::Status remove_part(std::string_view name);

 private:
  using Handle = std::shared_ptr<sqlite3>;  // a part shares the whole's

  Database(std::string path, Handle handle, const seal::Cipher& outer)
      : path_(std::move(path)), handle_(std::move(handle)), outer_(outer), cipher_(outer) {}

  [[nodiscard]] absl::Status failure(int code, std::string_view doing) const;
  absl::Status run(const char* sql) const;
  absl::Status prepare_schema();
  absl::Status unlock();
  // One transaction: if `data_key` is given, everything goes and it comes; then the batch.
  absl::Status write(const Batch& batch, const seal::Cipher& cipher,
                     const seal::Key* data_key = nullptr);
  int apply(const Batch& batch, const seal::Cipher& cipher);
  int clear();
  // What erasing left in free pages and in the log.
  absl::Status shred() const;

  std::string path_;
  std::string prefix_;  // of a part
  Handle handle_;
  seal::Cipher outer_;   // for the data key alone
  seal::Cipher cipher_;  // the data key: for every other value
};

// Moves a damaged state.db (and its journal files) out of the way: to PATH.damaged-1, -2, … Returns
// the new name.
absl::StatusOr<std::string> set_aside(const std::string& path);

}  // namespace desirepath::store
