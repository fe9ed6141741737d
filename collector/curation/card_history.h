#pragma once

// `CardHistory` is what curation.db tells about how long IT took: since when a need has a card, and
// who did what to it when. Rows of curation.db.
//
// The workplace's own-figures desk reads it. The first window of a card is noted when it is seen
// first, since reports reach half a year back only. Errors: those of store::Database.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

struct Done {
  std::int64_t at = 0;  // unix seconds
  std::string subject;
  std::string detail;  // JSON
};

class CardHistory {
 public:
  // `database` must outlive it.
  explicit CardHistory(store::Database& database) : database_(database) {}

  // By need the first window it had a card in; those of `seen` that are new are noted.
  absl::StatusOr<std::map<std::string, std::uint32_t>> first_windows(
      const std::map<std::string, std::uint32_t>& seen);
  // Entries of the audit chain with this action, oldest first.
  absl::StatusOr<std::vector<Done>> done(const std::string& action);

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
