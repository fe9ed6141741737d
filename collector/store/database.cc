#include "collector/store/database.h"

#include <absl/strings/str_cat.h>
#include <sqlite3.h>

#include <utility>

namespace desirepath::store {
namespace {

constexpr int kBusyMilliseconds = 10'000;
// A whole-file check is worth its time up to here; damage in larger files shows when a page is
// read.
constexpr std::int64_t kCheckedPages = 4'096;

absl::Status status_of(int code, const std::string& name, const std::string& message) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return absl::ResourceExhaustedError(
          absl::StrCat(name, ": disk full: free some space on its file system"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::UnavailableError(
          absl::StrCat(name, ": locked by another process: try again when it has finished"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(absl::StrCat(name, ": damaged (", message, ")"));
    case SQLITE_CANTOPEN:
      return absl::NotFoundError(
          absl::StrCat(name, ": cannot be opened: check that it exists and may be read"));
    case SQLITE_READONLY:
      return absl::FailedPreconditionError(
          absl::StrCat(name, ": may not be written: check its owner and mode"));
    case SQLITE_IOERR:
      return absl::UnavailableError(absl::StrCat(name, ": ", message, ": check the disk"));
    default:
      return absl::InternalError(absl::StrCat(name, ": ", message));
  }
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), index, value);
}
void Statement::bind(int index, double value) {
  sqlite3_bind_double(statement_.get(), index, value);
}
void Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}
void Statement::bind(int index, std::span<const std::uint8_t> blob) {
  // An empty span may hold a null pointer, which would bind NULL instead of an empty blob.
  const void* data = blob.empty() ? static_cast<const void*>("") : blob.data();
  sqlite3_bind_blob64(statement_.get(), index, data, blob.size(), SQLITE_STATIC);
}
void Statement::bind_null(int index) { sqlite3_bind_null(statement_.get(), index); }

absl::StatusOr<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  sqlite3* connection = sqlite3_db_handle(statement_.get());
  const std::string message = code == SQLITE_DONE ? "" : sqlite3_errmsg(connection);
  reset();
  if (code == SQLITE_DONE) return false;
  return status_of(code, name_, message);
}

absl::Status Statement::run() {
  while (true) {
    const absl::StatusOr<bool> row = step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
  }
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }
std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return "";
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}
std::vector<std::uint8_t> Statement::blob(int column) const {
  const auto* data =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, data + sqlite3_column_bytes(statement_.get(), column)};
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

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

absl::Status Database::migrate(const Schema& schema) {
  // Two processes may open a new file at once: the version is read again under the lock.
  absl::StatusOr<std::int64_t> version = integer("PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version == static_cast<std::int64_t>(schema.migrations.size())) return absl::OkStatus();
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
