#pragma once

// A person who may sign in to the page. Plain values; `curation_database.h` stores them.

#include <cstdint>
#include <string>
#include <string_view>

namespace desirepath::curation {

enum class UserRole : std::uint8_t { kViewer, kCurator, kAuditor, kAdmin, kStaffRep };

struct User {
  std::string name;
  UserRole role = UserRole::kViewer;
  std::string password;   // proto/seal's Argon2id text
  bool one_time = false;  // must be changed at the first sign-in
};

std::string_view role_word(UserRole role);
bool parse_user_role(std::string_view word, UserRole& role);

}  // namespace desirepath::curation
