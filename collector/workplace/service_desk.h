#pragma once

// `ServiceDesk` signs in whoever the organisation's sign-in service vouches for.
//
// It is what api/access.h calls `leave` and `come_back`. The first time, a person is added under
// the name of the token, with the role of its groups, and linked to the subject there; afterwards
// the subject counts, and the role follows the groups at each sign-in. A name that is here already
// is not taken over: an admin removes that person first. Who has no role there any more is refused,
// and the sessions there are end. Everything is in the audit chain as with passwords.
//
// Errors: Unauthenticated, Unavailable and FailedPrecondition with the payload kFault. The newest
// one is kept for the admin's page. Threads: as oidc/sign_in_service.h.

#include <boost/json/object.hpp>
#include <string>

#include "collector/api/access.h"
#include "collector/api/operation.h"
#include "collector/curation/second_factors.h"
#include "collector/curation/service_accounts.h"
#include "collector/curation/sessions.h"
#include "collector/oidc/sign_in_service.h"
#include "collector/workplace/office.h"
#include "collector/workplace/sign_in_desk.h"

namespace desirepath::workplace {

class ServiceDesk {
 public:
  ServiceDesk(const Office& office, SignInDesk& sign_in, oidc::ServiceSettings settings,
              oidc::Fetch fetch);

  absl::StatusOr<api::Leaving> leave(const std::string& back);
  absl::StatusOr<api::SignedIn> come_back(const api::Returning& came, const std::string& before);

  [[nodiscard]] const std::string& label() const { return service_.settings().label; }
  // Issuer, client and what went wrong last, for getSignInService.
  [[nodiscard]] boost::json::object tell() const;

 private:
  absl::Status fault(std::string_view word, const absl::Status& status);
  absl::Status fault_of(const absl::Status& status);
  absl::StatusOr<curation::User> person_of(const boost::json::object& claims);
  absl::StatusOr<curation::User> welcome(const std::string& subject,
                                         const boost::json::object& claims,
                                         curation::UserRole role);
  absl::StatusOr<curation::User> follow(curation::User user, curation::UserRole role);
  // Nothing that the person holds opens anything any more.
  absl::Status turn_away(const std::string& person);
  absl::Status check_factor(const boost::json::object& claims, curation::UserRole role);

  const Office& office_;
  SignInDesk& sign_in_;
  oidc::SignInService service_;
  curation::ServiceAccounts accounts_;
  curation::Sessions sessions_;
  curation::SecondFactors factors_;
  std::string last_fault_;
  absl::Time last_fault_at_;
};

// `desk` null: no service is set up.
void add_service_operations(const ServiceDesk* desk, api::Operations& operations);

}  // namespace desirepath::workplace
