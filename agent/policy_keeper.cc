#include "agent/policy_keeper.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/store/fields.h"
#include "proto/seal/hash.h"

namespace desirepath::agent {
namespace {

constexpr char kBundleName[] = "policy/bundle";
constexpr char kNotesName[] = "policy/notes";
constexpr std::size_t kFirstSeenBytes = 12;  // number and time of one policy
constexpr absl::Duration kNoteGrain = absl::Hours(1);

}  // namespace

absl::Status PolicyKeeper::trust(const std::string& signers, bool allow_lab,
                                 const std::vector<std::string>& denied) {
  trust_ = {};
  trust_.allow_lab = allow_lab;
  trust_.denied = denied;
  if (signers.empty()) return absl::OkStatus();
  absl::StatusOr<std::vector<policy::PublicKey>> keys = policy::parse_signers(signers);
  if (!keys.ok()) return keys.status();
  trust_.signers = *std::move(keys);
  return absl::OkStatus();
}

absl::Status PolicyKeeper::load(absl::Time now) {
  absl::StatusOr<std::optional<std::string>> notes = database_->get(kNotesName);
  if (!notes.ok()) return notes.status();
  if (notes->has_value()) decode_notes(**notes);
  absl::StatusOr<std::optional<std::string>> octets = database_->get(kBundleName);
  if (!octets.ok()) return octets.status();
  if (!octets->has_value() || !trusts_somebody()) return absl::OkStatus();
  absl::StatusOr<policy::Bundle> bundle = policy::verify_bundle(**octets, trust_, nullptr, now);
  if (!bundle.ok()) return bundle.status();
  take(*std::move(bundle), **std::move(octets), now);
  return absl::OkStatus();
}

absl::Status PolicyKeeper::accept(const std::string& octets, absl::Time now) {
  if (!trusts_somebody()) {
    return absl::FailedPreconditionError(
        "policy: no signer is trusted yet; enroll this device first");
  }
  absl::StatusOr<policy::Bundle> bundle =
      policy::verify_bundle(octets, trust_, this->bundle(), now);
  if (!bundle.ok()) return bundle.status();
  const bool first = !bundle_.has_value();
  for (const policy::SignedPolicy& policy : bundle->policies) {
    first_seen_.try_emplace(policy.policy.number, first ? 0 : absl::ToUnixSeconds(now));
  }
  if (bundle->first_light) first_light_seen_ = std::min(first_light_seen_, now);
  take(*std::move(bundle), octets, now);
  return save();
}

void PolicyKeeper::take(policy::Bundle bundle, std::string octets, absl::Time now) {
  bundle_ = std::move(bundle);
  octets_ = std::move(octets);
  calendar_.reset();
  calendar_policy_ = 0;
  const policy::Policy* policy = in_force(now);
  if (policy == nullptr) return;
  absl::StatusOr<window::Calendar> calendar = window::Calendar::from(*policy);
  if (calendar.ok()) calendar_ = *calendar;
  calendar_policy_ = policy->number;
}

absl::Status PolicyKeeper::note(absl::Time now) {
  const policy::Policy* policy = in_force(now);
  if (policy != nullptr && policy->number != calendar_policy_) {
    absl::StatusOr<window::Calendar> calendar = window::Calendar::from(*policy);
    if (!calendar.ok()) return calendar.status();
    calendar_ = *calendar;
    calendar_policy_ = policy->number;
  }
  if (validity(now) != policy::Validity::kValid || now < last_valid_ + kNoteGrain) {
    return absl::OkStatus();
  }
  last_valid_ = now;
  store::Batch batch;
  batch.put(kNotesName, encode_notes());
  return database_->commit(batch);
}

absl::Status PolicyKeeper::save() {
  store::Batch batch;
  batch.put(kNotesName, encode_notes());
  if (bundle_.has_value()) batch.put(kBundleName, octets_);
  return database_->commit(batch);
}

policy::Validity PolicyKeeper::validity(absl::Time now) const {
  return policy::validity(bundle(), first_seen_, now, last_valid_);
}

const policy::Policy* PolicyKeeper::in_force(absl::Time now) const {
  if (!bundle_.has_value()) return nullptr;
  const policy::SignedPolicy* holds = policy::policy_in_force(*bundle_, first_seen_, now);
  return holds == nullptr ? nullptr : &holds->policy;
}

std::string PolicyKeeper::hash() const {
  if (!bundle_.has_value()) return {};
  const seal::Key hash = seal::hash(octets_);
  return std::string(seal::text(hash));
}

// u8 version = 1, i64 last valid (unix seconds), u32 policies, each u32 number and i64 first seen;
// i64 when the first light was announced here, 0 for not yet.
std::string PolicyKeeper::encode_notes() const {
  store::FieldWriter out;
  out.u8(1).i64(absl::ToUnixSeconds(last_valid_));
  out.u32(static_cast<std::uint32_t>(first_seen_.size()));
  for (const auto& [number, seen] : first_seen_) out.u32(number).i64(seen);
  const bool announced = first_light_seen_ != absl::InfiniteFuture();
  out.i64(announced ? absl::ToUnixSeconds(first_light_seen_) : 0);
  return std::move(out).padded_to(256);
}

void PolicyKeeper::decode_notes(const std::string& octets) {
  store::FieldReader in(octets);
  const std::uint8_t version = in.u8();
  const absl::Time last_valid = absl::FromUnixSeconds(in.i64());
  policy::FirstSeen seen;
  for (std::uint32_t left = in.count(kFirstSeenBytes); left > 0; --left) {
    const std::uint32_t number = in.u32();
    seen[number] = in.i64();
  }
  if (!in.ok() || version != 1) return;  // the next bundle makes new ones
  last_valid_ = last_valid;
  first_seen_ = std::move(seen);
  const std::int64_t announced = in.i64();  // not in what older versions wrote
  if (in.ok() && announced != 0) first_light_seen_ = absl::FromUnixSeconds(announced);
}

}  // namespace desirepath::agent
