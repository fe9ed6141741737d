#pragma once

// The written form of a host name, as the catalog and the matcher compare it: lower case, no
// trailing dot.
//
// A name has two or more labels of letters, digits, hyphens and underscores, each 1 to 63 octets
// long, 253 in all; its last label is not a number (that would be an address). Names beyond ASCII
// come as A-labels (xn--…). Ports, URLs, addresses and empty labels are no names. The catalog's
// unpacking, its reader and the matcher use it.
//
// Source: RFC 1123, section 2.1 · RFC 5890. Limits: kMaximumName. Threads: pure.

#include <cstddef>
#include <string_view>

namespace desirepath::catalog {

constexpr std::size_t kMaximumName = 253;
constexpr std::size_t kMaximumLabel = 63;

// Writes the compared form of `name` into `out` (of kMaximumName octets) and returns a view of it;
// empty: not a name.
[[nodiscard]] std::string_view normalise(std::string_view name, char* out) noexcept;

// Whether `name` is already in its compared form.
[[nodiscard]] bool is_normal(std::string_view name) noexcept;

}  // namespace desirepath::catalog
