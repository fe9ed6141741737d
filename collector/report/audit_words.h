#pragma once

// The words of the audit pack, in English, Finnish and German; {places} are filled by it. Threads:
// constant.

#include <string_view>

#include "proto/fields/field_register.h"

namespace desirepath::report {

// A key that does not exist gives its own name, which the tests look for.
std::string_view audit_say(fields::Language language, std::string_view key);

}  // namespace desirepath::report
