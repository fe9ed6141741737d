#pragma once

// What a person types once: the one-time password of a sign-in (twenty letters and digits, about
// 100 bits) and recovery codes, both in groups of five.

#include <string>

namespace desirepath::curation {

std::string one_time_password();

// 25 bits a group, hyphens between.
std::string random_letters(int groups);

}  // namespace desirepath::curation
