#pragma once

// `Statement`: one prepared statement of a `Database`, which makes it. It must not outlive that.
//
// Errors are those of database.h, with the database's name. Threads: those of its database, one at
// a time.

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct sqlite3_stmt;

namespace desirepath::store {

class Statement {
 public:
  Statement() = default;  // none yet: only to be assigned to

  // Binds from 1. Views must stay valid until the next reset.
  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  void bind(int index, std::string_view text);
  void bind(int index, std::span<const std::uint8_t> blob);
  void bind_null(int index);

  // True: a row is ready. False: done (and reset).
  absl::StatusOr<bool> step();
  // Binds nothing, runs to the end, resets.
  absl::Status run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::vector<std::uint8_t> blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, std::string name)
      : statement_(statement), name_(std::move(name)) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string name_;
};

}  // namespace desirepath::store
