#include "agent/store/database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "agent/store/statement.h"
#include "proto/seal/random.h"

namespace desirepath::store {
namespace {

constexpr int kApplication = 0x44507331;  // "DPs1"
constexpr int kSchema = 1;
constexpr std::string_view kDataKey = "data-key";
constexpr char kAfterNames = '\x7f';  // names are printable ASCII

int pragma(sqlite3* handle, std::string_view sql) {
  Statement statement(handle, sql);
  return statement.step() == SQLITE_ROW ? statement.integer(0) : -1;
}

}  // namespace

absl::Status Database::failure(int code, std::string_view doing) const {
  const std::string what =
      absl::StrCat(path_, ": ", std::string(doing), ": ", sqlite3_errstr(code));
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(
          absl::StrCat(what, ": the file is damaged: set it aside and start anew"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::UnavailableError(
          absl::StrCat(what, ": another agent holds it: stop that one first"));
    case SQLITE_FULL:
      return absl::ResourceExhaustedError(absl::StrCat(what, ": free some space"));
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return absl::InvalidArgumentError(
          absl::StrCat(what, ": check that the folder exists and is the agent's own"));
    default:
      return absl::UnavailableError(absl::StrCat(what, ": check the disk"));
  }
}

absl::Status Database::run(const char* sql) const {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus()
                           : failure(sqlite3_extended_errcode(handle_.get()), "preparing");
}

absl::StatusOr<Database> Database::open(const std::string& path, const seal::Key& key,
                                        Options options) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                          SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE,
                      nullptr);
  Database database(path, Handle(raw, sqlite3_close), seal::Cipher(key));
  if (code != SQLITE_OK) return database.failure(code, "opening");
  ::chmod(path.c_str(), S_IRUSR | S_IWUSR);
  // An exclusive WAL keeps its index in memory: no third file, and a second agent is told at once.
  for (const char* sql :
       {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA secure_delete=ON", "PRAGMA temp_store=MEMORY",
        "PRAGMA cache_size=-256", "PRAGMA journal_mode=WAL", "PRAGMA journal_size_limit=0",
        options.durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF"}) {
    if (absl::Status status = database.run(sql); !status.ok()) return status;
  }
  if (absl::Status status = database.prepare_schema(); !status.ok()) return status;
  if (absl::Status status = database.unlock(); !status.ok()) return status;
  return database;
}

absl::Status Database::prepare_schema() {
  sqlite3* const handle = handle_.get();
  Statement check(handle, "PRAGMA quick_check(1)");
  if (const int code = check.step(); code != SQLITE_ROW) return failure(code, "checking");
  if (check.column(0) != "ok") return failure(SQLITE_CORRUPT, "checking");
  const int version = pragma(handle, "PRAGMA user_version");
  const int application = pragma(handle, "PRAGMA application_id");
  if (version == 0 && application == 0) {
    return run(
        "BEGIN IMMEDIATE;"
        "CREATE TABLE value(name TEXT PRIMARY KEY, octets BLOB NOT NULL) WITHOUT ROWID;"
        "PRAGMA application_id=1146123057; PRAGMA user_version=1; COMMIT;");
  }
  if (application != kApplication) {
    return absl::FailedPreconditionError(
        absl::StrCat(path_, ": is the database of another program: name another state_dir"));
  }
  if (version > kSchema) {
    return absl::FailedPreconditionError(absl::StrCat(path_,
                                                      ": was written by a newer agent (schema ",
                                                      version, "): install that version again"));
  }
  return absl::OkStatus();
}

absl::Status Database::unlock() {
  const absl::StatusOr<std::optional<std::string>> wrapped = get(kDataKey);
  if (!wrapped.ok()) return wrapped.status();
  if (!*wrapped) return erase(Batch());
  seal::Key key{};
  if ((*wrapped)->size() != key.size()) return failure(SQLITE_CORRUPT, "reading its key");
  std::copy((*wrapped)->begin(), (*wrapped)->end(), key.begin());
  cipher_ = seal::Cipher(key);
  seal::wipe(key);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> Database::get(std::string_view name) const {
  const std::string whole = absl::StrCat(prefix_, std::string(name));
  Statement select(handle_.get(), "SELECT octets FROM value WHERE name=?1");
  const int code = select.text(1, whole).step();
  if (code == SQLITE_DONE) return std::optional<std::string>();
  if (code != SQLITE_ROW) return failure(code, "reading");
  const seal::Cipher& cipher = name == kDataKey ? outer_ : cipher_;
  absl::StatusOr<std::string> value = cipher.decrypt(select.column(0), whole);
  if (value.ok()) return std::optional<std::string>(*std::move(value));
  return absl::DataLossError(absl::StrCat(path_, ": ", whole, ": ",
                                          std::string(value.status().message()),
                                          ": set the file aside and start anew"));
}

absl::StatusOr<std::vector<std::string>> Database::names(std::string_view prefix) const {
  const std::string first = absl::StrCat(prefix_, std::string(prefix));
  const std::string end = first + kAfterNames;
  Statement select(handle_.get(),
                   "SELECT name FROM value WHERE name>=?1 AND name<?2 ORDER BY name");
  select.text(1, first).text(2, end);
  std::vector<std::string> names;
  int code = select.step();
  for (; code == SQLITE_ROW; code = select.step()) {
    names.push_back(select.column(0).substr(prefix_.size()));
  }
  if (code != SQLITE_DONE) return failure(code, "reading");
  return names;
}

absl::Status Database::commit(const Batch& batch) {
  return batch.empty() ? absl::OkStatus() : write(batch, cipher_);
}

int Database::apply(const Batch& batch, const seal::Cipher& cipher) {
  Statement put(handle_.get(), "INSERT OR REPLACE INTO value(name, octets) VALUES(?1, ?2)");
  Statement erase(handle_.get(), "DELETE FROM value WHERE name=?1");
  for (const auto& [own_name, value] : batch.changes()) {
    const std::string name = absl::StrCat(prefix_, own_name);
    Statement& statement = value ? put : erase;
    const std::string encrypted = value ? cipher.encrypt(*value, name) : std::string();
    statement.text(1, name);
    if (value) statement.octets(2, encrypted);
    if (const int code = statement.step(); code != SQLITE_DONE) return code;
    statement.reset();
  }
  return SQLITE_OK;
}

int Database::clear() {
  const std::string end = prefix_ + kAfterNames;
  Statement remove(handle_.get(), "DELETE FROM value WHERE name>=?1 AND name<?2");
  const int code = remove.text(1, prefix_).text(2, end).step();
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

absl::Status Database::write(const Batch& batch, const seal::Cipher& cipher,
                             const seal::Key* data_key) {
  sqlite3* const handle = handle_.get();
  const bool alone = sqlite3_get_autocommit(handle) != 0;
  const auto run_one = [handle](const char* sql) {
    return sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
  };
  int code = run_one(alone ? "BEGIN IMMEDIATE" : "SAVEPOINT one");
  if (code != SQLITE_OK) return failure(code, "writing");
  if (data_key != nullptr) {
    code = clear();
    Batch key;
    key.put(std::string(kDataKey), std::string(seal::text(*data_key)));
    if (code == SQLITE_OK) code = apply(key, outer_);
  }
  if (code == SQLITE_OK) code = apply(batch, cipher);
  if (code == SQLITE_OK) code = run_one(alone ? "COMMIT" : "RELEASE one");
  if (code == SQLITE_OK) return absl::OkStatus();
  run_one(alone ? "ROLLBACK" : "ROLLBACK TO one; RELEASE one");
  return failure(code, "writing");
}

absl::Status Database::together(absl::FunctionRef<void()> change) {
  sqlite3* const handle = handle_.get();
  int code = sqlite3_exec(handle, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code, "writing");
  change();
  code = sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return absl::OkStatus();
  sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
  return failure(code, "writing");
}

absl::Status Database::erase(const Batch& kept) {
  seal::Key key{};
  seal::random_bytes(key);
  const seal::Cipher renewed(key);
  absl::Status status = write(kept, renewed, &key);
  seal::wipe(key);
  if (!status.ok()) return status;
  cipher_ = renewed;
  return shred();
}

// The old key's page is zeroed by secure_delete in the file, and the log that still held it is
// cut to nothing.
absl::Status Database::shred() const {
  return run("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
}

absl::StatusOr<Database> Database::part(std::string_view name) const {
  Database part(path_, handle_, outer_);
  part.prefix_ = absl::StrCat(prefix_, std::string(name), "/");
  const absl::StatusOr<std::optional<std::string>> wrapped = part.get(kDataKey);
  if (!wrapped.ok()) return wrapped.status();
  if (*wrapped) {
    if (absl::Status status = part.unlock(); !status.ok()) return status;
    return part;
  }
  // Nothing is there that would have to be shredded.
  seal::Key key{};
  seal::random_bytes(key);
  part.cipher_ = seal::Cipher(key);
  absl::Status status = part.write(Batch(), part.cipher_, &key);
  seal::wipe(key);
  if (!status.ok()) return status;
  return part;
}

absl::Status Database::remove_part(std::string_view name) {
  Database part(path_, handle_, outer_);
  part.prefix_ = absl::StrCat(prefix_, std::string(name), "/");
  if (const int code = part.clear(); code != SQLITE_OK) return failure(code, "removing");
  return shred();
}

absl::StatusOr<std::string> set_aside(const std::string& path) {
  for (int number = 1; number < 1000; ++number) {
    const std::string aside = absl::StrCat(path, ".damaged-", number);
    std::error_code error;
    if (std::filesystem::exists(aside, error)) continue;
    std::filesystem::rename(path, aside, error);
    if (error) {
      return absl::UnavailableError(
          absl::StrCat(path, ": cannot be set aside: ", error.message(), ": move it away by hand"));
    }
    for (const char* const suffix : {"-wal", "-shm", "-journal"}) {
      std::filesystem::rename(path + suffix, aside + suffix, error);
    }
    return aside;
  }
  return absl::ResourceExhaustedError(absl::StrCat(path, ".damaged-*: too many: remove some"));
}

}  // namespace desirepath::store
