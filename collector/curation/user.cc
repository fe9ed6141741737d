#include "collector/curation/user.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

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

absl::Status check_user_name(std::string_view name) {
  const bool clean = std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_' ||
           c == '@';
  });
  if (!name.empty() && name.size() <= 64 && clean) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "name: give 1 to 64 letters, digits, dots, hyphens, underscores or at-signs");
}

absl::Status check_new_password(std::string_view password, std::string_view name) {
  if (password.size() < 12 || password.size() > 256) {
    return absl::InvalidArgumentError("password: give 12 to 256 signs; a few words do well");
  }
  if (absl::EqualsIgnoreCase(std::string(password), std::string(name))) {
    return absl::InvalidArgumentError("password: choose one that is not the name");
  }
  return absl::OkStatus();
}

}  // namespace desirepath::curation
