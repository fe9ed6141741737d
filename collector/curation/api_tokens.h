#pragma once

// `ApiTokens` are what scripts sign in with: rows of curation.db, each a person's own.
//
// A token acts with the role its person has at the time of the request; one that may not change
// anything only reads. It ends by its date, when it is taken back, or with its person.
//
// Limits: 50 tokens a person, a year. Errors: kInvalidArgument (too many, too long, no label),
// kNotFound, those of store::Database.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"

namespace desirepath::curation {

struct ApiToken {
  std::int64_t number = 0;
  std::string person;
  std::string label;
  bool may_change = false;
  absl::Time made;
  absl::Time expires;
  std::optional<absl::Time> used;  // to the hour: enough to find what is not used any more
};

class ApiTokens {
 public:
  // `database` must outlive it.
  explicit ApiTokens(store::Database& database) : database_(database) {}

  // The secret, shown once.
  absl::StatusOr<std::string> make(const ApiToken& token);
  absl::StatusOr<std::optional<ApiToken>> find(std::string_view secret, absl::Time now);
  absl::StatusOr<std::vector<ApiToken>> of(const std::string& person);
  absl::Status take_back(const std::string& person, std::int64_t number);
  absl::Status take_back_all(const std::string& person);

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
