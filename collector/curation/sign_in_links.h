#pragma once

// `SignInLinks` lets whoever may run commands here open the page once without a password.
//
// `user link` makes one and prints it, `deploy/quickstart` shows it; the page hands its secret in.
// A link works once and until it expires. Errors: those of store::Database.

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"

namespace desirepath::curation {

class SignInLinks {
 public:
  // `database` must outlive it.
  explicit SignInLinks(store::Database& database) : database_(database) {}

  absl::StatusOr<std::string> make(const std::string& person, absl::Time expires);
  // Whose it is; nothing for one that is unknown, used or expired. It is used up by this.
  absl::StatusOr<std::optional<std::string>> use(std::string_view secret, absl::Time now);

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
