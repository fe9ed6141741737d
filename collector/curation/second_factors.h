#pragma once

// `SecondFactors` knows what people prove themselves with beside the password: rows of curation.db.
//
// A person begins with a new secret, which counts once a first code of it was given; from then on
// the sign-in asks for a code. Ten recovery codes stand in for a lost authenticator, each once. An
// admin (or `user reset-second-factor`) takes the factor away, and says which roles must have one.
//
// The secret is kept as it is, for codes are computed from it: whoever reads the file still lacks
// the password. Recovery codes are kept as hashes (75 bits each, so a fast one is enough).
//
// Limits: a begun one counts for 15 minutes; 10 recovery codes. Errors: those of store::Database;
// kFailedPrecondition: nothing was begun, or too long ago; kInvalidArgument: not the right code.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/one_time_code.h"
#include "collector/curation/user.h"
#include "collector/store/database.h"

namespace desirepath::curation {

class SecondFactors {
 public:
  enum class Proof : std::uint8_t { kWrong, kCode, kRecoveryCode };

  // `database` must outlive it.
  explicit SecondFactors(store::Database& database) : database_(database) {}

  absl::StatusOr<CodeSecret> begin(const std::string& person, absl::Time now);
  // The new recovery codes, shown once; older ones and the factor before count no more.
  absl::StatusOr<std::vector<std::string>> confirm(const std::string& person, std::string_view code,
                                                   absl::Time now);
  // A code of the authenticator or a recovery code; what is right is used up by this.
  absl::StatusOr<Proof> prove(const std::string& person, std::string_view code, absl::Time now);
  absl::StatusOr<bool> has(const std::string& person);
  // Everybody who has one.
  absl::StatusOr<std::set<std::string>> holders();
  absl::StatusOr<std::int64_t> recovery_codes_left(const std::string& person);
  // kNotFound where the person has none.
  absl::Status reset(const std::string& person);

  absl::StatusOr<std::vector<UserRole>> required();
  absl::Status require(const std::vector<UserRole>& roles);

 private:
  struct Kept {
    CodeSecret secret{};
    std::int64_t used = 0;
    absl::Time made;
  };
  absl::StatusOr<std::vector<Kept>> read(const std::string& person, bool confirmed);
  absl::Status run_for(const char* sql, const std::string& person);
  absl::StatusOr<std::vector<std::string>> new_recovery_codes(const std::string& person);

  store::Database& database_;
};

}  // namespace desirepath::curation
