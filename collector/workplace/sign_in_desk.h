#pragma once

// `SignInDesk` finds out who asks: sessions, API tokens, links, passwords.
//
// It is what api/access.h says, over curation.db. A wrong name and a wrong password are answered
// alike and take the same time; that a second factor is set up shows only behind a right password.
// A link of the command line asks for neither: whoever may run commands there could reset both. A
// person whose name left the list is nobody at once, a new role counts from the next request.
//
// Errors and threads: those of access.h.

#include <string>

#include "collector/api/access.h"
#include "collector/curation/api_tokens.h"
#include "collector/curation/second_factors.h"
#include "collector/curation/sessions.h"
#include "collector/curation/sign_in_links.h"
#include "collector/curation/throttle.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

class SignInDesk {
 public:
  SignInDesk(const Office& office, curation::SessionLimits limits);

  absl::StatusOr<api::Person> identify(const api::Presented& presented);
  absl::StatusOr<api::SignedIn> sign_in(const api::Credentials& given, const std::string& before);
  // Begins a session of `user`, who has proved it; `before` ends.
  absl::StatusOr<api::SignedIn> let_in(const curation::User& user, const char* how,
                                       const std::string& before, bool must_change);
  absl::Status sign_out(const api::Person& person, const std::string& session);
  absl::StatusOr<api::SignedIn> change_password(const api::Person& person,
                                                const std::string& old_password,
                                                const std::string& new_password);
  // That it is this person: password and, where one is set up, a code of the second factor.
  absl::Status prove(const std::string& name, const std::string& password, const std::string& code);

 private:
  absl::StatusOr<api::Person> person_of(const curation::User& user);
  absl::StatusOr<api::Person> by_session(const api::Presented& presented);
  absl::StatusOr<api::Person> by_token(const std::string& secret);
  absl::StatusOr<std::string> person_of_link(const std::string& link);
  absl::Status check(const api::Credentials& given, const curation::User* user);
  absl::Status check_password(const std::string& name, const std::string& password,
                              const curation::User* user);
  absl::Status check_code(const curation::User& user, const std::string& code);
  absl::Status note_guessing(const std::string& name, bool known);
  absl::StatusOr<api::SignedIn> begin(const curation::User& user, bool must_change);

  const Office& office_;
  curation::Sessions sessions_;
  curation::SignInLinks links_;
  curation::ApiTokens tokens_;
  curation::SecondFactors factors_;
  curation::Throttle throttle_;
  std::string nobodys_password_;  // checked where there is no such name
};

}  // namespace desirepath::workplace
