#pragma once

// `PolicyKeeper` holds the signed bundle this device follows, and says which policy holds when.
//
// `Device` asks it before it takes sightings, makes facts or seals frames. A bundle comes from the
// uplink as octets, is verified against what was pinned at enrolment and against the bundle held,
// and is then kept in state.db.
//
// Limits: those of policy::verify_bundle. Errors: kInvalidArgument a bundle that breaks its rules:
// the held one stays; those of store::Database. Threads: one at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/store/batch.h"
#include "agent/store/database.h"
#include "proto/policy/bundle.h"
#include "proto/policy/policy.h"
#include "proto/policy/validity.h"
#include "proto/window/calendar.h"

namespace desirepath::agent {

class PolicyKeeper {
 public:
  explicit PolicyKeeper(store::Database& database) : database_(&database) {}

  // What enrolment pinned: the signers' octets of the uplink's folder. Empty: nobody is trusted, no
  // bundle is taken.
  absl::Status trust(const std::string& signers, bool allow_lab,
                     const std::vector<std::string>& denied);
  [[nodiscard]] bool trusts_somebody() const { return !trust_.signers.empty(); }

  // Takes up what state.db holds. A held bundle that does not verify any more is forgotten, and the
  // status says why.
  absl::Status load(absl::Time now);
  absl::Status accept(const std::string& octets, absl::Time now);
  // Notes that a valid policy was seen, at most once an hour of `now`.
  absl::Status note(absl::Time now);
  // Writes everything again, after state.db was erased.
  absl::Status save();

  [[nodiscard]] const policy::Bundle* bundle() const { return bundle_ ? &*bundle_ : nullptr; }
  [[nodiscard]] policy::Validity validity(absl::Time now) const;
  [[nodiscard]] const policy::FirstSeen& first_seen() const { return first_seen_; }
  // When the announcement of the first light came; absl::InfiniteFuture() while none has.
  [[nodiscard]] absl::Time first_light_seen() const { return first_light_seen_; }
  // The policy that holds, whether or not it is still valid; null before the first has begun.
  [[nodiscard]] const policy::Policy* in_force(absl::Time now) const;
  // The grid of the policy that holds; null without one.
  [[nodiscard]] const window::Calendar* calendar() const {
    return calendar_ ? &*calendar_ : nullptr;
  }
  // BLAKE2b-256 of the bundle's octets, for the gate; empty without one.
  [[nodiscard]] std::string hash() const;

 private:
  void take(policy::Bundle bundle, std::string octets, absl::Time now);
  [[nodiscard]] std::string encode_notes() const;
  void decode_notes(const std::string& octets);

  store::Database* database_;
  policy::Trust trust_;
  std::optional<policy::Bundle> bundle_;
  std::string octets_;
  policy::FirstSeen first_seen_;
  absl::Time last_valid_ = absl::InfinitePast();
  absl::Time first_light_seen_ = absl::InfiniteFuture();
  std::optional<window::Calendar> calendar_;
  std::uint32_t calendar_policy_ = 0;
};

}  // namespace desirepath::agent
