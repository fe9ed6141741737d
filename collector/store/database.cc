#include "collector/store/database.h"

#include <absl/strings/str_cat.h>
#include <sqlite3.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "collector/store/shred.h"
#include "collector/store/sqlite_status.h"

namespace desirepath::store {
namespace {

constexpr int kBusyMilliseconds = 10'000;
// A whole-file check is worth its time up to here; damage in larger files shows when a page is
// read.
constexpr std::int64_t kCheckedPages = 4'096;

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

absl::StatusOr<Database> Database::open(const std::string& path, const Schema& schema, Mode mode) {
  sqlite3* connection = nullptr;
  const int flags =
      mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  Database database(connection, path);
  if (code != SQLITE_OK) return status_of(code, path, sqlite3_errstr(code));
  absl::Status status = database.configure(mode);
  if (status.ok()) status = database.check(schema, mode);
  if (status.ok() && mode == Mode::kReadWrite) status = database.migrate(schema);
  if (absl::IsDataLoss(status)) {
    return absl::DataLossError(absl::StrCat(status.message(), ": ", schema.mend));
  }
  if (!status.ok()) return status;
  return database;
}

absl::Status Database::configure(Mode mode) {
  sqlite3_busy_timeout(connection_.get(), kBusyMilliseconds);
  sqlite3_extended_result_codes(connection_.get(), 1);
  if (mode == Mode::kReadOnly) return execute("PRAGMA trusted_schema = OFF");
  return execute(
      "PRAGMA trusted_schema = OFF; PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON");
}

absl::Status Database::check(const Schema& schema, Mode mode) {
  const absl::StatusOr<std::int64_t> application = integer("PRAGMA application_id");
  if (!application.ok()) return application.status();
  const absl::StatusOr<std::int64_t> version = integer("PRAGMA user_version");
  if (!version.ok()) return version.status();
  const absl::StatusOr<std::int64_t> pages = integer("PRAGMA page_count");
  if (!pages.ok()) return pages.status();
  if (*application != schema.application_id && (*application != 0 || *version != 0)) {
    return absl::FailedPreconditionError(
        absl::StrCat(name_, ": belongs to another program or purpose: check the path"));
  }
  if (*version > static_cast<std::int64_t>(schema.migrations.size())) {
    return absl::FailedPreconditionError(absl::StrCat(
        name_, ": written by a newer version (schema ", *version, ", this program knows ",
        schema.migrations.size(), "): upgrade desirepath-collector"));
  }
  if (mode == Mode::kReadOnly && *version == 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        name_, ": is empty or just being made: start the collector, or ask again in a moment"));
  }
  if (mode == Mode::kReadOnly && *version < static_cast<std::int64_t>(schema.migrations.size())) {
    return absl::FailedPreconditionError(
        absl::StrCat(name_, ": written by an older version: start the collector once"));
  }
  if (*pages > kCheckedPages) return absl::OkStatus();
  absl::StatusOr<Statement> statement = prepare("PRAGMA quick_check(1)");
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->step();
  if (!row.ok()) return row.status();
  const std::string verdict = *row ? statement->text(0) : "no answer";
  if (verdict != "ok") return absl::DataLossError(absl::StrCat(name_, ": damaged (", verdict, ")"));
  return absl::OkStatus();
}

absl::Status Database::copy_to(const std::string& path,
                               const std::vector<std::string_view>& left_out) {
  sqlite3* target = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Database copy(target, path);
  if (opened != SQLITE_OK) return status_of(opened, path, sqlite3_errstr(opened));
  // All pages in one step: a single reader's view, so no writer can make it begin again.
  sqlite3_backup* backup = sqlite3_backup_init(target, "main", connection_.get(), "main");
  if (backup == nullptr) return status_of(sqlite3_errcode(target), path, sqlite3_errmsg(target));
  const int copied = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (copied == SQLITE_DONE && finished == SQLITE_OK) {
    return left_out.empty() ? absl::OkStatus() : copy.lose(left_out);
  }
  const int code = copied == SQLITE_DONE ? finished : copied;
  return status_of(code, path, sqlite3_errstr(code));
}

// The journal is in memory: on the disk it would hold what is lost here.
absl::Status Database::lose(const std::vector<std::string_view>& tables) {
  if (absl::Status s = execute("PRAGMA secure_delete = ON; PRAGMA journal_mode = DELETE; "
                               "PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY");
      !s.ok()) {
    return s;
  }
  for (const std::string_view table : tables) {
    absl::StatusOr<Statement> known =
        prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?");
    if (!known.ok()) return known.status();
    known->bind(1, table);
    const absl::StatusOr<bool> row = known->step();
    if (!row.ok()) return row.status();
    if (known->integer(0) == 0) continue;  // an earlier version had none
    known->reset();
    if (absl::Status s = execute(absl::StrCat("DELETE FROM ", std::string(table))); !s.ok()) {
      return s;
    }
  }
  return execute("VACUUM");
}

// Under its name last, so that a copy of that name is whole.
absl::Status Database::keep_copy(const Schema& schema) {
  const std::string kept = absl::StrCat(name_, ".before-", schema.migrations.size());
  const std::string unfinished = kept + ".unfinished";
  std::error_code failure;
  if (absl::Status status = shred(unfinished); !status.ok()) return status;
  if (absl::Status status = copy_to(unfinished, schema.not_in_copies); !status.ok()) return status;
  std::filesystem::permissions(unfinished, std::filesystem::status(name_, failure).permissions(),
                               failure);
  std::filesystem::rename(unfinished, kept, failure);
  return failure ? absl::UnavailableError(absl::StrCat(kept, ": ", failure.message()))
                 : absl::OkStatus();
}

absl::Status Database::migrate(const Schema& schema) {
  // Two processes may open a new file at once: the version is read again under the lock.
  absl::StatusOr<std::int64_t> version = integer("PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version == static_cast<std::int64_t>(schema.migrations.size())) return absl::OkStatus();
  if (*version > 0 && !schema.never_copied) {
    if (absl::Status s = keep_copy(schema); !s.ok()) return s;
  }
  absl::StatusOr<Transaction> transaction = Transaction::begin(*this);
  if (!transaction.ok()) return transaction.status();
  version = integer("PRAGMA user_version");
  if (!version.ok()) return version.status();
  for (auto i = static_cast<std::size_t>(*version); i < schema.migrations.size(); ++i) {
    if (absl::Status status = execute(schema.migrations[i]); !status.ok()) return status;
  }
  if (absl::Status status =
          execute(absl::StrCat("PRAGMA application_id = ", schema.application_id,
                               "; PRAGMA user_version = ", schema.migrations.size()));
      !status.ok()) {
    return status;
  }
  return transaction->commit();
}

absl::Status Database::error(int code) const {
  return status_of(code, name_, sqlite3_errmsg(connection_.get()));
}

absl::Status Database::execute(std::string_view sql) {
  const std::string script(sql);
  const int code = sqlite3_exec(connection_.get(), script.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : error(code);
}

absl::StatusOr<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  return Statement(statement, name_);
}

absl::StatusOr<std::int64_t> Database::integer(std::string_view sql) {
  absl::StatusOr<Statement> statement = prepare(sql);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::NotFoundError(absl::StrCat(name_, ": no such row"));
  return statement->integer(0);
}

std::int64_t Database::changes() const { return sqlite3_changes64(connection_.get()); }

absl::StatusOr<std::int64_t> Database::data_version() { return integer("PRAGMA data_version"); }

absl::Status Database::truncate_log() { return execute("PRAGMA wal_checkpoint(TRUNCATE)"); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

absl::StatusOr<Transaction> Transaction::begin(Database& database) {
  const bool nested = database.in_transaction();
  if (absl::Status s = database.execute(nested ? "SAVEPOINT inner" : "BEGIN IMMEDIATE"); !s.ok())
    return s;
  return Transaction(database, nested);
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  database_->execute(nested_ ? "ROLLBACK TO inner; RELEASE inner" : "ROLLBACK").IgnoreError();
}

absl::Status Transaction::commit() {
  absl::Status status = database_->execute(nested_ ? "RELEASE inner" : "COMMIT");
  // A commit that failed may have left the transaction open: the destructor then undoes it.
  if (status.ok()) database_ = nullptr;
  return status;
}

}  // namespace desirepath::store
