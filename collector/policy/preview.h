#pragma once

// `preview` says what can be expected to show in an organisation of a given size, before anything
// is rolled out.
//
// `policy preview --devices N` prints it. It is a model, not data: a tool that a share of the
// devices uses in a window shows when k or more of them report. The number that uses it is taken as
// binomial, and 98 % of facts as arriving.
//
// Beside it stands what the judge found in simulated organisations of each size (expectations.h).
//
// Source: product.md, section 5 "Sizes"; privacy.md, 3c. Threads: pure functions.

#include <cstdint>
#include <string>
#include <vector>

#include "proto/policy/policy.h"

namespace desirepath::policy {

// The chance that at least `k` of `devices` use a tool that each uses with chance `share`.
double chance_to_show(std::uint32_t devices, double share, std::uint32_t k);

// Lines to print. `departments` may be empty.
std::vector<std::string> preview(std::uint32_t devices, const std::vector<Department>& departments);

}  // namespace desirepath::policy
