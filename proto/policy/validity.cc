#include "proto/policy/validity.h"

#include <algorithm>

#include "proto/policy/change.h"
#include "proto/policy/floors.h"

namespace desirepath::policy {
namespace {

absl::Time holds_from(const Bundle& bundle, std::size_t index, const FirstSeen& first_seen) {
  const Policy& policy = bundle.policies[index].policy;
  const absl::Time begins = absl::FromUnixSeconds(policy.not_before);
  if (policy.lab() || index == 0) return begins;
  const Policy& before = bundle.policies[index - 1].policy;
  if (!widens(before, policy)) return begins;
  const auto seen = first_seen.find(policy.number);
  if (seen == first_seen.end()) return absl::InfiniteFuture();
  if (seen->second == 0) return begins;
  return std::max(begins, absl::FromUnixSeconds(seen->second) + absl::Seconds(kNoticeSeconds));
}

}  // namespace

const SignedPolicy* policy_in_force(const Bundle& bundle, const FirstSeen& first_seen,
                                    absl::Time now) {
  for (std::size_t i = bundle.policies.size(); i-- > 0;) {
    if (holds_from(bundle, i, first_seen) <= now) return &bundle.policies[i];
  }
  return nullptr;
}

const SignedPolicy& policy_at(const Bundle& bundle, absl::Time time) {
  for (std::size_t i = bundle.policies.size(); i-- > 1;) {
    if (absl::FromUnixSeconds(bundle.policies[i].policy.not_before) <= time) {
      return bundle.policies[i];
    }
  }
  return bundle.policies.front();
}

Bundle bundle_at(const Bundle& bundle, absl::Time time) {
  Bundle then = bundle;
  if (bundle.policies.empty()) return then;
  const SignedPolicy& held = policy_at(bundle, time);
  then.policy = held.policy;
  then.policy_hash = held.hash;
  return then;
}

Validity validity(const Bundle* bundle, const FirstSeen& first_seen, absl::Time now,
                  absl::Time last_valid) {
  if (bundle == nullptr) return Validity::kNone;
  if (bundle->retired) return Validity::kErase;
  const SignedPolicy* holds = policy_in_force(*bundle, first_seen, now);
  if (holds == nullptr) return Validity::kPending;
  const absl::Time ends = absl::FromUnixSeconds(holds->policy.ends);
  if (!bundle->withdrawn && now < ends) return Validity::kValid;
  const absl::Time without_since = bundle->withdrawn ? last_valid : std::max(last_valid, ends);
  if (now - without_since > absl::Seconds(kDeadManSeconds)) return Validity::kErase;
  return bundle->withdrawn ? Validity::kWithdrawn : Validity::kExpired;
}

std::string validity_words(Validity validity) {
  switch (validity) {
    case Validity::kNone:
      return "waiting for a signed policy; nothing is looked at until then";
    case Validity::kPending:
      return "the policy has not begun yet; nothing is looked at until then";
    case Validity::kValid:
      return "the policy is valid";
    case Validity::kWithdrawn:
      return "the policy was withdrawn; nothing is looked at";
    case Validity::kExpired:
      return "the policy has ended; nothing is looked at";
    case Validity::kErase:
      return "no valid policy; all that was held here is erased";
  }
  return "";
}

}  // namespace desirepath::policy
