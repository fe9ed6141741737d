#pragma once

// `Database` and `Transaction`: SQLite with owners, migrations and errors that say
// what to do.
//
// Every database of the collector (gate.db, window.db, keys.db, published.db, curation.db) is
// opened through here; this folder is the one user of SQLite on this side. Each file is opened with
// a `Schema`: a list of migrations of which the file has run the first `user_version`, and an
// application id that tells our files apart.
//
// The journal is a write-ahead log with full synchronisation, so a commit survives a power cut and
// readers never block the writer; deleted content is overwritten (`secure_delete`). Other processes
// may open the same file at any time: a writer waits ten seconds for another one, then gives
// kUnavailable. Before a file of an earlier version is brought up it is copied beside itself as
// FILE.before-N, N the version it is brought to, without the tables that no copy holds: an earlier
// program can go on with that.
//
// Errors: kNotFound (no such file, read-only) · kDataLoss (damaged or no database at all) ·
// kFailedPrecondition (newer version, or a file of another kind) · kResourceExhausted (disk full) ·
// kUnavailable (locked) · kInternal (our SQL). Threads: one connection, one thread at a time.

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collector/store/statement.h"

struct sqlite3;

namespace desirepath::store {

struct Schema {
  std::int32_t application_id = 0;
  std::vector<std::string_view>
      migrations;    // SQL scripts; never edited after a release, only appended to
  std::string mend;  // what the reader of "damaged" should do
  // What this file loses is to be lost: no copy is kept of it before it is brought up.
  bool never_copied = false;
  // Tables whose rows are not for any copy: what signs people in, who brought how many frames.
  std::vector<std::string_view> not_in_copies = {};
};

enum class Mode { kReadWrite, kReadOnly };

class Database {
 public:
  // Opens `path`, creating and migrating it when writing.
  static absl::StatusOr<Database> open(const std::string& path, const Schema& schema,
                                       Mode mode = Mode::kReadWrite);

  // Runs a script of one or more statements.
  absl::Status execute(std::string_view sql);
  absl::StatusOr<Statement> prepare(std::string_view sql);
  // The first column of the first row of a query that has one.
  absl::StatusOr<std::int64_t> integer(std::string_view sql);

  // Rows the last INSERT, UPDATE or DELETE touched.
  [[nodiscard]] std::int64_t changes() const;
  // Changes when another connection, of this or another process, has committed since it was last
  // asked.
  absl::StatusOr<std::int64_t> data_version();
  [[nodiscard]] bool in_transaction() const;
  // Writes what is committed now into a new file, whatever others write meanwhile; the rows of
  // tables `left_out`, as far as there are such, are nowhere in it.
  absl::Status copy_to(const std::string& path, const std::vector<std::string_view>& left_out = {});
  // Moves the log into the file and empties it, so that deleted content is in neither.
  absl::Status truncate_log();

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  Database(sqlite3* connection, std::string name)
      : connection_(connection), name_(std::move(name)) {}
  absl::Status configure(Mode mode);
  absl::Status check(const Schema& schema, Mode mode);
  absl::Status migrate(const Schema& schema);
  absl::Status lose(const std::vector<std::string_view>& tables);
  absl::Status keep_copy(const Schema& schema);
  [[nodiscard]] absl::Status error(int code) const;

  std::unique_ptr<sqlite3, Close> connection_;
  std::string name_;
};

// A write transaction; undone unless committed. One that begins inside another is a part of it: it
// can be undone by itself, and is kept only if the outer one is committed.
class Transaction {
 public:
  static absl::StatusOr<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_), nested_(other.nested_) {
    other.database_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  absl::Status commit();

 private:
  Transaction(Database& database, bool nested) : database_(&database), nested_(nested) {}
  Database* database_;
  bool nested_;
};

}  // namespace desirepath::store
