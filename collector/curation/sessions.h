#pragma once

// `Sessions` knows who is signed in to the page: rows of curation.db.
//
// The workplace begins one at each sign-in and finds it again at each request. A session ends after
// `idle` without a request that a person made, and after `longest` whatever happens; ended ones are
// swept when the next one begins. Its secret is the cookie's text, only the hash is stored.
//
// Limits: 64 sessions a person, then the oldest ends. Errors: those of store::Database.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"

namespace desirepath::curation {

struct SessionLimits {
  absl::Duration idle = absl::Minutes(30);
  absl::Duration longest = absl::Hours(12);
};

struct Session {
  std::string person;
  absl::Time ends;           // if nothing more is asked
  bool must_change = false;  // signed in with a one-time password: only that may be changed now
};

class Sessions {
 public:
  // `database` must outlive it.
  explicit Sessions(store::Database& database, SessionLimits limits = {})
      : database_(database), limits_(limits) {}

  // The secret of a new one.
  absl::StatusOr<std::string> begin(const std::string& person, bool must_change, absl::Time now);
  // Nothing when there is none or it is over. `asked_by_person` prolongs it, a page that asks by
  // itself does not.
  absl::StatusOr<std::optional<Session>> find(std::string_view secret, absl::Time now,
                                              bool asked_by_person);
  absl::Status end(std::string_view secret);
  absl::Status end_all(const std::string& person);
  // All of the person but the one with this secret.
  absl::Status end_others(const std::string& person, std::string_view secret);

 private:
  absl::Status sweep(const std::string& person, absl::Time now);

  store::Database& database_;
  const SessionLimits limits_;
};

}  // namespace desirepath::curation
