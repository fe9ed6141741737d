#pragma once

// A person who may sign in to the page. Plain values; `curation_database.h` stores them.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "collector/curation/sight.h"

namespace desirepath::curation {

enum class UserRole : std::uint8_t { kViewer, kCurator, kAuditor, kAdmin, kStaffRep };

struct User {
  std::string name;
  UserRole role = UserRole::kViewer;
  std::string password;   // proto/seal's Argon2id text
  bool one_time = false;  // must be changed at the first sign-in
  Sight sight = {};       // how much of the departments this person may see
};

std::string_view role_word(UserRole role);
// Viewers and curators look at departments; what the others see is their office's.
constexpr bool can_be_limited(UserRole role) {
  return role == UserRole::kViewer || role == UserRole::kCurator;
}
bool parse_user_role(std::string_view word, UserRole& role);

// kInvalidArgument with the mend: a name has 1 to 64 letters, digits, dots, hyphens, underscores
// and at-signs; a password at least 12 signs, at most 256, and is not the name.
absl::Status check_user_name(std::string_view name);
absl::Status check_new_password(std::string_view password, std::string_view name);

}  // namespace desirepath::curation
