#pragma once

// `nearest_name` finds the known name someone probably meant by an unknown one.
//
// `settings` uses it, so that a misspelt key says what was meant. Cost: the product of the lengths,
// a name.

#include <span>
#include <string_view>

namespace desirepath::agent {

// The first of `known` with the fewest single-character edits from `name`; empty if all need more
// than a third.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known);

}  // namespace desirepath::agent
