#include "collector/curation/one_time_password.h"

#include <string_view>

#include "proto/seal/random.h"

namespace desirepath::curation {

std::string one_time_password() { return random_letters(4); }

std::string random_letters(int groups) {
  // Without letters and digits that are taken for one another when read aloud or typed.
  static constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::string letters;
  for (int i = 0; i < 5 * groups; ++i) {
    if (i > 0 && i % 5 == 0) letters += '-';
    letters += kLetters[seal::random_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return letters;
}

}  // namespace desirepath::curation
