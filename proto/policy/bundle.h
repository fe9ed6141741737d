#pragma once

// `verify_bundle` turns the octets a gate hands out into a policy this device may follow, or says
// why not.
//
// The agent calls it on every bundle that arrives, with the bundle it holds; the collector on its
// own. One bundle goes to all devices alike; whoever wants another policy, key or standing for one
// device must sign it and must break a chain that the device holds the head of.
//
// What is checked, in this order:
//   policies      numbers count up by one from 1 and each names the hash of the one before. The
//   earliest that both
//                 keys of the enrolment signed is the anchor; every later one is signed by the
//                 admin and one staff key of the policy before it, and by its own if it names
//                 others. Each keeps the compiled floors (floors.h).
//   withdrawals   signed by the admin or a staff key of the newest policy; to retire, by both.
//   key log       windows ascend, each entry names the hash of the one before and carries the
//   collector's signature; one of them may announce the first light (first_light.h). instructions
//   the newest names the hashes of all before it and carries the curator's signature; pairs need
//   that of
//                 a signer of the policy too.
//   catalog       the curator's signature; whole and free of contradictions; a revision that is not
//   older, and everything on the compiled deny-list.
//   notices       the curator's signature and a staff key's (notice.h). They may be taken back.
//   held          the bundle extends what the device holds: nothing is taken back, nothing is
//   replaced.
//
// A rotated key of the curator or the collector still counts for a policy whose successor does not
// hold yet at `now`.
//
// Source: privacy.md, Decisions 6 and 10, A13; policy.proto.
// Limits: 4 MiB; 512 policies, 8192 keys, 4096 instructions, 20000 standings; above them the bundle
// is refused. Errors: kInvalidArgument; the text names the document and the sentence it breaks. The
// device keeps what it holds.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

constexpr std::size_t kMaximumBundleBytes = 4U << 20U;
constexpr int kMaximumPolicies = 512;
constexpr int kMaximumKeys = 8192;
constexpr int kMaximumInstructions = 4096;
constexpr int kMaximumStandings = 20000;
constexpr int kMaximumEarlierCatalogs = 4;

// What a device believed when it was enrolled.
struct Trust {
  std::vector<PublicKey> signers;  // the admin's key, then the staff's: what the join token pins
  bool allow_lab = false;
  std::vector<std::string> denied;  // suffixes of the compiled deny-list: a catalog may only add
};

// `held` is the bundle the device follows now; null on a fresh one. `now` selects which keys have
// been replaced.
absl::StatusOr<Bundle> verify_bundle(const std::string& octets, const Trust& trust,
                                     const Bundle* held, absl::Time now);

// The signers' file and the enrolment answer: 32 octets a key, the admin's first.
absl::StatusOr<std::vector<PublicKey>> parse_signers(const std::string& octets);

}  // namespace desirepath::policy
