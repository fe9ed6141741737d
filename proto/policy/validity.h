#pragma once

// Which policy holds at a time, and what a device does when none does.
//
// The agent asks before it takes sightings and before it makes facts; the collector before it
// counts a policy number. A policy that widens holds from its `not_before`, and on a device no
// earlier than seven days after the device first saw it; one that narrows holds at once. A device
// that held none before takes its first one at once.
//
// Source: privacy.md, Decisions 6; product.md, section 5 "When". Threads: pure functions.

#include <cstdint>
#include <map>
#include <string>

#include "absl/time/time.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

enum class Validity : std::uint8_t {
  kNone,       // no policy yet: idle, no capture
  kPending,    // the first one has not begun
  kValid,      // facts are made
  kWithdrawn,  // no facts until a new one comes
  kExpired,    // the same
  kErase,      // retired, or 30 days without a valid one: stop and erase all that is held
};

// Policy number → unix seconds at which this device first saw it. The first policy of a fresh
// device counts as seen for ever (0).
using FirstSeen = std::map<std::uint32_t, std::int64_t>;

// The policy that holds at `now`: the newest that has begun and, if it widens the one before, whose
// seven days are over. Null before the first has begun.
const SignedPolicy* policy_in_force(const Bundle& bundle, const FirstSeen& first_seen,
                                    absl::Time now);

// What was asked in a window that began at `time`: the newest policy that had begun, or the first.
// The collector publishes a window under it, so that a wider one that is only announced changes no
// figure.
const SignedPolicy& policy_at(const Bundle& bundle, absl::Time time);

// The bundle as it stood for that window: `policy` and `policy_hash` are those of `policy_at`.
Bundle bundle_at(const Bundle& bundle, absl::Time time);

// `bundle` may be null. `last_valid` is when this device last had a valid policy (for the 30 days).
Validity validity(const Bundle* bundle, const FirstSeen& first_seen, absl::Time now,
                  absl::Time last_valid);

// A sentence for `status`, the ledger and the policy page.
std::string validity_words(Validity validity);

}  // namespace desirepath::policy
