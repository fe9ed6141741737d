#pragma once

// `Access` is how the API learns who asks: functions, as `Provider` has them for figures.
//
// `collector/workplace` fills it over curation.db; tests fill it with values. The API itself knows
// no passwords and keeps no session. Without `identify` nobody is anybody: only what is open to all
// is answered.
//
// Errors: kUnauthenticated   nobody known (401), with the payload kCodeWanted where name and
// password
//                            are right and the second factor's code is not;
//         kResourceExhausted too many tries, with the seconds to wait as the payload kRetryAfter
//                            (429);
//         kInvalidArgument   a new password is refused (400).
//         Whatever ends a sign-in through the sign-in service has the payload kFault, a word of
//         sign_in_service_endpoint.h.
// Threads: as Provider.

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collector/api/person.h"

namespace desirepath::api {

constexpr const char* kRetryAfter = "desirepath/retry-after";
constexpr const char* kCodeWanted = "desirepath/code-wanted";
constexpr const char* kFault = "desirepath/fault";

// What a request brings along; at most one of the two is not empty.
struct Presented {
  std::string session;           // the cookie's secret
  std::string token;             // an API token
  bool asked_by_person = false;  // a page that refreshes itself does not keep its session alive
};

// Either a link's secret, or a name with its password and, where one is set up, the code of the
// second factor.
struct Credentials {
  std::string name, password, code, link;
};

struct SignedIn {
  std::string session;
  Person person;
};

// Where the sign-in service is, and what the browser must bring back.
struct Leaving {
  std::string address;
  std::string flow;
};

// With what the browser came back from the sign-in service.
struct Returning {
  std::string flow;  // the cookie's
  std::string back;  // the address it came back to, as it was given to `begin`
  std::string code, state, issuer, error;
};

// What is said about the installation to whoever opens the page.
struct Installed {
  std::string organisation;
  bool lab = false;
  unsigned k = 0;                    // 0: no policy yet
  std::string sign_in_service = {};  // its label; empty: none
};

struct Access {
  std::function<absl::StatusOr<Person>(const Presented&)> identify;
  // `before` is the session this browser had: it ends, so that nobody goes on with a known secret.
  std::function<absl::StatusOr<SignedIn>(const Credentials&, const std::string& before)> sign_in;
  std::function<absl::Status(const Person&, const std::string& session)> sign_out;
  // Ends every session of the person and begins a new one.
  std::function<absl::StatusOr<SignedIn>(const Person&, const std::string& old_password,
                                         const std::string& new_password)>
      change_password;
  // Through the organisation's sign-in service; both empty where there is none. `back` is our own
  // address for the way back.
  std::function<absl::StatusOr<Leaving>(const std::string& back)> leave;
  std::function<absl::StatusOr<SignedIn>(const Returning&, const std::string& before)> come_back;
  std::function<Installed()> installed;
  // Writes into the audit chain that the person read something sensitive.
  std::function<absl::Status(const Person&, std::string_view operation)> note_read;
};

}  // namespace desirepath::api
