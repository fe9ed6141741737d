#pragma once

// The subjects of the deny-list: private matters, of which nothing is ever counted.
//
// The check asks that each denied name has one of them. Source: needs.md, section 1 · privacy.md,
// section 3a. Threads: constant.

#include <array>
#include <string_view>

namespace desirepath::catalog {

constexpr std::array<std::string_view, 9> kPrivateMatters = {
    "health",     "unions",  "religion",     "politics", "dating",
    "job search", "banking", "legal advice", "adult"};

}  // namespace desirepath::catalog
