#pragma once

// The languages a printed report comes in.

#include <cstdint>

namespace desirepath::report {

enum class Language : std::uint8_t { kEnglish, kFinnish, kGerman };

}  // namespace desirepath::report
