#pragma once

// The words of the report, in English, Finnish and German; {places} are filled by the report.
//
// They name each promise, what was tried, and what remains possible and for whom, so that somebody
// who does not know the product can judge it. Threads: constant.

#include <string_view>

#include "proto/fields/field_register.h"

namespace desirepath::proof {

using fields::Language;

// A key that does not exist gives its own name, which the tests look for.
std::string_view say(Language language, std::string_view key);

}  // namespace desirepath::proof
