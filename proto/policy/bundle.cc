#include "proto/policy/bundle.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/bundle_documents.h"
#include "proto/policy/floors.h"
#include "proto/policy/notice_documents.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

template <typename... Parts>
absl::Status refuse(const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat(parts...));
}

absl::StatusOr<SignedPolicy> read_policy(const v1::SignedDocument& document, bool allow_lab) {
  v1::Policy message;
  if (!message.ParseFromString(document.payload())) {
    return refuse("a policy of the bundle is not readable, fetch it again");
  }
  absl::StatusOr<Policy> value = check_policy(message, allow_lab);
  if (!value.ok()) return value.status();
  return SignedPolicy{*std::move(value), document_hash(document.payload())};
}

// Numbers and hashes: the chain without its signatures.
absl::StatusOr<std::vector<SignedPolicy>> read_chain(const v1::PolicyBundle& message,
                                                     bool allow_lab) {
  std::vector<SignedPolicy> chain;
  for (const v1::SignedDocument& document : message.policies()) {
    absl::StatusOr<SignedPolicy> next = read_policy(document, allow_lab);
    if (!next.ok()) return next.status();
    v1::Policy fields;
    fields.ParseFromString(document.payload());
    const std::string expected = chain.empty() ? "" : field_of(chain.back().hash);
    if (next->policy.number != chain.size() + 1 || fields.previous_hash() != expected) {
      return refuse("policy ", next->policy.number,
                    " does not follow the one before it, the chain is broken");
    }
    if (!chain.empty() && next->policy.not_before < chain.back().policy.not_before) {
      return refuse("policy ", next->policy.number, " begins before the one it follows");
    }
    chain.push_back(*std::move(next));
  }
  return chain;
}

struct TwoHands {
  bool admin = false;
  bool staff = false;
};

TwoHands hands_on(const v1::SignedDocument& document, const PublicKey& admin,
                  const std::vector<PublicKey>& staff) {
  return {is_signed_by(document, Document::kPolicy, admin),
          is_signed_by_one_of(document, Document::kPolicy, staff)};
}

absl::Status name_missing_hand(std::uint32_t number, TwoHands hands) {
  if (hands.admin) {
    return refuse("policy ", number,
                  " lacks a signature of the staff side, it takes two to widen what is asked");
  }
  if (hands.staff) {
    return refuse("policy ", number,
                  " lacks the admin's signature, it takes two to widen what is asked");
  }
  return refuse("policy ", number,
                " is signed by no key this device trusts, enrol it again if the "
                "organisation's signers were all replaced");
}

// Signed by both hands of `before`, and by both of its own: new signers prove that they hold their
// keys, and whoever enrols later, under the new ones, finds their signatures.
absl::Status check_hands(const v1::SignedDocument& document, const Policy& policy,
                         const PublicKey& admin, const std::vector<PublicKey>& staff) {
  const TwoHands before = hands_on(document, admin, staff);
  if (!before.admin || !before.staff) return name_missing_hand(policy.number, before);
  const TwoHands own = hands_on(document, policy.signers.admin, policy.signers.staff);
  if (own.admin && own.staff) return absl::OkStatus();
  return refuse("policy ", policy.number, " names a new ", own.admin ? "staff" : "admin",
                " key that has not signed it, sign it with that one too");
}

absl::Status check_signatures(const v1::PolicyBundle& message,
                              const std::vector<SignedPolicy>& chain,
                              const std::vector<PublicKey>& signers) {
  const std::vector<PublicKey> enrolled_staff(signers.begin() + 1, signers.end());
  const std::size_t count = chain.size();
  std::size_t anchor = 0;
  TwoHands hands;
  for (; anchor < count; ++anchor) {
    hands = hands_on(message.policies(static_cast<int>(anchor)), signers[0], enrolled_staff);
    if (hands.admin && hands.staff) break;
  }
  if (anchor == count) return name_missing_hand(chain.back().policy.number, hands);
  for (std::size_t i = anchor; i < count; ++i) {
    const PublicKey& admin = i == anchor ? signers[0] : chain[i - 1].policy.signers.admin;
    const std::vector<PublicKey>& staff =
        i == anchor ? enrolled_staff : chain[i - 1].policy.signers.staff;
    const v1::SignedDocument& document = message.policies(static_cast<int>(i));
    if (absl::Status s = check_hands(document, chain[i].policy, admin, staff); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::Status check_held_policies(const Bundle& bundle, const Bundle& held) {
  if (bundle.policy.number < held.policy.number) {
    return refuse("policy ", bundle.policy.number, " is older than policy ", held.policy.number,
                  " that this device holds, it goes back to no earlier one");
  }
  if (bundle.policies[held.policy.number - 1].hash != held.policy_hash) {
    return refuse("policy ", held.policy.number,
                  " is not the one this device holds under that "
                  "number, show its hash to the staff side");
  }
  const bool same_policy = bundle.policy_hash == held.policy_hash;
  if (same_policy && ((held.withdrawn && !bundle.withdrawn) || (held.retired && !bundle.retired))) {
    return refuse("policy ", held.policy.number,
                  " was withdrawn and does not come back, publish a new one");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<PublicKey>> parse_signers(const std::string& octets) {
  const std::size_t size = PublicKey{}.size();
  const std::size_t count = octets.size() / size;
  if (octets.size() % size != 0 || count < 2 || count > 1 + kMaximumStaffKeys) {
    return refuse("the signers must be two to four keys of 32 octets, the admin's first");
  }
  std::vector<PublicKey> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back(key_of(octets.substr(i * size, size)));
  return keys;
}

absl::StatusOr<Bundle> verify_bundle(const std::string& octets, const Trust& trust,
                                     const Bundle* held, absl::Time now) {
  v1::PolicyBundle message;
  if (octets.size() > kMaximumBundleBytes || !message.ParseFromString(octets)) {
    return refuse("the policy bundle is not readable, fetch it again");
  }
  if (message.policies_size() == 0 || message.policies_size() > kMaximumPolicies) {
    return refuse("the bundle holds no policy (or more than ", kMaximumPolicies, "), publish one");
  }
  if (trust.signers.size() < 2) {
    return refuse("this device knows no signers of policies, enrol it again");
  }
  absl::StatusOr<std::vector<SignedPolicy>> chain = read_chain(message, trust.allow_lab);
  if (!chain.ok()) return chain.status();
  if (absl::Status s = check_signatures(message, *chain, trust.signers); !s.ok()) return s;
  Bundle bundle;
  bundle.policies = *std::move(chain);
  bundle.policy = bundle.policies.back().policy;
  bundle.policy_hash = bundle.policies.back().hash;
  if (absl::Status s = read_withdrawals(message, bundle); !s.ok()) return s;
  if (absl::Status s = read_key_log(message, now, held, bundle); !s.ok()) return s;
  if (absl::Status s = read_instructions(message, now, bundle); !s.ok()) return s;
  if (absl::Status s = read_catalogs(message, now, trust.denied, bundle); !s.ok()) return s;
  if (absl::Status s = read_notices(message, now, bundle); !s.ok()) return s;
  if (held != nullptr) {
    if (absl::Status s = check_held_policies(bundle, *held); !s.ok()) return s;
    if (absl::Status s = check_held_documents(bundle, *held); !s.ok()) return s;
  }
  return bundle;
}

}  // namespace desirepath::policy
