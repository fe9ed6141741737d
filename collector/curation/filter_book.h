#pragma once

// `FilterBook` keeps what a person filters a page by, under a name: rows of curation.db.
//
// The filter desk is its user. A filter is the query of the page's address; only its owner sees it,
// and it goes with its owner. Keeping one under a name that is taken replaces it.
//
// Limits: 40 filters a person. Errors: kResourceExhausted at the limit, kNotFound: none of this
// person's; those of store::Database.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

struct SavedFilter {
  std::int64_t number = 0;
  std::string page;
  std::string name;
  std::string query;
  std::int64_t at = 0;  // unix seconds
};

class FilterBook {
 public:
  // `database` must outlive it.
  explicit FilterBook(store::Database& database) : database_(database) {}

  absl::Status keep(const std::string& person, const SavedFilter& filter);
  absl::Status drop(const std::string& person, std::int64_t number);
  absl::StatusOr<std::vector<SavedFilter>> of(const std::string& person);  // by page and name

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
