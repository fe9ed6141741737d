#pragma once

// The subjects of the deny-list: private matters, of which nothing is ever counted; and the needs
// that count only where a policy says so.
//
// The check asks that each denied name has one of them; the agent and `policy draft` ask for the
// needs. Source: needs.md, section 1 · privacy.md, section 3a and Decisions 8. Threads: constant.

#include <array>
#include <string_view>

namespace desirepath::catalog {

constexpr std::array<std::string_view, 9> kPrivateMatters = {
    "health",     "unions",  "religion",     "politics", "dating",
    "job search", "banking", "legal advice", "adult"};

// Needs that are private by nature: off unless both signers list them in the policy; and the one of
// which only the side of whoever looks for work is.
constexpr std::array<std::string_view, 2> kPrivateNeeds = {"messaging-personal", "social-media"};
constexpr std::string_view kHalfPrivateNeed = "recruiting";

}  // namespace desirepath::catalog
