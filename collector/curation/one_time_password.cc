#include "collector/curation/one_time_password.h"

#include <string_view>

#include "proto/seal/random.h"

namespace desirepath::curation {

std::string one_time_password() {
  // Without letters and digits that are taken for one another when read aloud or typed.
  static constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::string password;
  for (int i = 0; i < 20; ++i) {
    if (i > 0 && i % 5 == 0) password += '-';
    password += kLetters[seal::random_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return password;
}

}  // namespace desirepath::curation
