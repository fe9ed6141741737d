#pragma once

// `CalendarLinks` are the addresses from which a calendar program fetches a person's check-ups:
// rows of curation.db, one a person.
//
// Calendar programs cannot sign in, so the address itself holds a secret, which opens nothing but
// the calendar. A new one replaces the old; it ends with its person. Only the hash is kept.
//
// Errors: those of store::Database.

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"

namespace desirepath::curation {

struct CalendarLink {
  std::string person;
  std::string language;
  absl::Time made;
};

class CalendarLinks {
 public:
  // `database` must outlive it.
  explicit CalendarLinks(store::Database& database) : database_(database) {}

  // The secret, shown once.
  absl::StatusOr<std::string> make(const CalendarLink& link);
  absl::StatusOr<std::optional<CalendarLink>> find(std::string_view secret);
  absl::StatusOr<std::optional<CalendarLink>> of(const std::string& person);
  absl::Status take_back(const std::string& person);

 private:
  absl::StatusOr<std::optional<CalendarLink>> one(store::Statement& query);

  store::Database& database_;
};

}  // namespace desirepath::curation
