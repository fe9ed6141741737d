#pragma once

// `ServiceAccounts` knows which person here a subject of the sign-in service is: rows of
// curation.db.
//
// A person is linked at the first sign-in through the service, and found again by issuer and
// subject: names change, and a name that somebody else has here already must not be taken over by
// whoever may choose names there. Removing the person removes the link.
//
// Errors: those of store::Database.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

class ServiceAccounts {
 public:
  // `database` must outlive it.
  explicit ServiceAccounts(store::Database& database) : database_(database) {}

  absl::StatusOr<std::optional<std::string>> person_of(const std::string& issuer,
                                                       const std::string& subject);
  absl::Status link(const std::string& issuer, const std::string& subject,
                    const std::string& person);

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
