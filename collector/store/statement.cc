#include "collector/store/statement.h"

#include <sqlite3.h>

#include "collector/store/sqlite_status.h"

namespace desirepath::store {

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

}  // namespace desirepath::store
