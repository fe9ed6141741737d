#include "collector/curation/user.h"

#include <algorithm>
#include <array>

namespace desirepath::curation {
namespace {

constexpr std::array<std::string_view, 5> kWords = {"viewer", "curator", "auditor", "admin",
                                                    "staff-rep"};

}  // namespace

std::string_view role_word(UserRole role) { return kWords[static_cast<std::size_t>(role)]; }

bool parse_user_role(std::string_view word, UserRole& role) {
  const auto* const found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) return false;
  role = static_cast<UserRole>(found - kWords.begin());
  return true;
}

}  // namespace desirepath::curation
