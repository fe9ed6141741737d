#pragma once

// `Statement` is one prepared SQL statement, finalised when it goes away. Used inside agent/store
// only.

#include <sqlite3.h>

#include <string>
#include <string_view>

namespace desirepath::store {

class Statement {
 public:
  Statement(sqlite3* handle, std::string_view sql) {
    sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // The text or octets must outlive the step.
  Statement& text(int index, std::string_view value) {
    sqlite3_bind_text(statement_, index, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
  }
  Statement& octets(int index, std::string_view value) {
    sqlite3_bind_blob(statement_, index, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
    return *this;
  }

  // SQLITE_ROW, SQLITE_DONE or an error; a statement that did not prepare gives SQLITE_MISUSE.
  int step() { return sqlite3_step(statement_); }
  void reset() { sqlite3_reset(statement_); }

  std::string column(int index) {
    const void* const octets = sqlite3_column_blob(statement_, index);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, index));
    return octets == nullptr ? std::string() : std::string(static_cast<const char*>(octets), size);
  }
  int integer(int index) { return sqlite3_column_int(statement_, index); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace desirepath::store
