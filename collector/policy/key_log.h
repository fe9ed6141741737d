#pragma once

// `extend_key_log` makes the sealing keys of coming windows and names them in the bundle.
//
// `serve` keeps the log three windows ahead, `init --lab` starts it in the past. The secret goes
// into keys.db first and the signed entry into the bundle after; a crash between the two leaves a
// secret without an entry, which the next call uses instead of a new one.
//
// Source: privacy.md, Decisions 6 (published at least two windows ahead), 3a "sealing".
// Errors: those of store::Database.

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

constexpr std::uint32_t kWindowsAhead =
    3;  // one more than promised, so that a late tick breaks no promise

// Adds what is missing between `first` and `last`; true when anything was. Windows before the log's
// head stay as they are: the chain only grows.
absl::StatusOr<bool> extend_key_log(v1::PolicyBundle& bundle, store::Database& keys,
                                    std::uint32_t first, std::uint32_t last,
                                    std::uint32_t catalog_revision,
                                    const seal::SigningKey& collector);

// The next entry, one window further than the log reaches, which announces the first light.
// kFailedPrecondition: the log is empty.
absl::Status extend_key_log_by_one(v1::PolicyBundle& bundle, store::Database& keys,
                                   std::uint32_t catalog_revision,
                                   const seal::SigningKey& collector, const FirstLight& light);

// A lab's log would grow by a window a minute: drops entries older than `oldest`.
void forget_keys_before(v1::PolicyBundle& bundle, std::uint32_t oldest);

// Windows whose secret key is still held, ascending: those not frozen yet.
absl::StatusOr<std::vector<std::uint32_t>> windows_with_keys(store::Database& keys);

}  // namespace desirepath::policy
