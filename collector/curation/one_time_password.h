#pragma once

// `one_time_password` makes the password a person signs in with once: twenty letters and digits,
// about 100 bits.

#include <string>

namespace desirepath::curation {

std::string one_time_password();

}  // namespace desirepath::curation
