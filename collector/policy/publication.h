#pragma once

// What changes the published bundle: a signed policy, the next windows' keys, new standings, a
// withdrawal.
//
// `serve`, `init --lab` and the commands call these; each opens its own `BundleEdit`, so they may
// run at once in several processes. Every change is verified as a device would verify it before the
// file is replaced.
//
// Source: privacy.md, Decisions 6. Errors: kInvalidArgument (a device would refuse it), those of
// BundleEdit and store::Database.

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "collector/store/paths.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

// Appends a policy that both hands have signed. The first one also writes policy/signers, which
// join tokens pin.
absl::Status publish_policy(const store::Paths& paths, const v1::SignedDocument& document,
                            absl::Time now);

// Keys for the window of `now` and three more, from `first` on when the log is empty. Does nothing
// when all are there, or when the policy is retired.
absl::Status extend_keys(const store::Paths& paths, absl::Time now,
                         std::optional<std::uint32_t> first = std::nullopt);

// Makes the next instructions of the decisions and answers in curation.db; does nothing when they
// say what the last ones said.
absl::Status publish_standings(const store::Paths& paths, curation::CurationDatabase& curation,
                               absl::Time now);

// Signs the withdrawal of the newest policy; to retire, both hands' keys at once.
absl::Status withdraw_policy(const store::Paths& paths, const std::vector<seal::SigningKey>& keys,
                             bool retire, absl::Time now);

// The window from which a decision of now counts.
absl::StatusOr<std::uint32_t> next_window(const store::Paths& paths, absl::Time now);

}  // namespace desirepath::policy
