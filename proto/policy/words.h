#pragma once

// A policy in plain words: what `policy show`, `policy review`, the agent's policy page and the
// privacy page print.
//
// Source: product.md, section 2 "Say / do not say". Threads: pure functions.

#include <string>
#include <vector>

#include "proto/policy/policy.h"

namespace desirepath::policy {

// One sentence each, without the full stop; the hash is not among them.
std::vector<std::string> policy_sentences(const Policy& policy);

// A sentence for each network whose devices without an agent a gateway counts.
std::vector<std::string> observed_sentences(const Policy& policy);

// "2026-05-04 09:31 UTC"
std::string moment_words(std::int64_t unix_seconds);

}  // namespace desirepath::policy
