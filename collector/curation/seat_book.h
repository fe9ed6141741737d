#pragma once

// `SeatBook` knows how many seats of a tool the organisation has: rows of curation.db.
//
// The import of seats writes it, the tool's page shows it. What is imported later replaces what was
// said of the same tool. Errors: those of store::Database.

#include <cstdint>
#include <map>
#include <optional>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

class SeatBook {
 public:
  // `database` must outlive it.
  explicit SeatBook(store::Database& database) : database_(database) {}

  absl::Status set(const std::map<std::uint32_t, std::uint32_t>& seats, std::int64_t at);
  absl::StatusOr<std::optional<std::uint32_t>> of(std::uint32_t tool);
  absl::StatusOr<std::map<std::uint32_t, std::uint32_t>> all();  // by tool

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
