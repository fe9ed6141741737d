#include "collector/policy/publication.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/answers.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/key_file.h"
#include "collector/policy/key_log.h"
#include "collector/store/window_database.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/window/calendar.h"

namespace desirepath::policy {
namespace {

// Entries a lab's log keeps behind the newest: enough for its slowest device.
constexpr std::uint32_t kLabWindowsKept = 240;

absl::StatusOr<v1::Policy> newest_policy(const v1::PolicyBundle& message) {
  v1::Policy policy;
  if (message.policies_size() == 0 ||
      !policy.ParseFromString(message.policies(message.policies_size() - 1).payload())) {
    return absl::FailedPreconditionError(
        "no policy is published yet; sign the draft and run \"policy publish\"");
  }
  return policy;
}

absl::StatusOr<window::Calendar> calendar_of(const v1::Policy& message) {
  const absl::StatusOr<Policy> policy = check_policy(message, /*allow_lab=*/true);
  if (!policy.ok()) return policy.status();
  return window::Calendar::from(*policy);
}

std::string signers_of(const v1::Policy& policy) {
  std::string octets = policy.admin_key();
  for (const std::string& key : policy.staff_keys()) octets += key;
  return octets;
}

// Retired for good: nobody seals anything any more. The bundle was verified when it was committed.
bool is_retired(const v1::PolicyBundle& message) {
  const std::string& newest = message.policies(message.policies_size() - 1).payload();
  for (const v1::SignedDocument& document : message.withdrawals()) {
    v1::Withdrawal withdrawal;
    if (withdrawal.ParseFromString(document.payload()) && withdrawal.retire() &&
        withdrawal.policy_hash() == field_of(document_hash(newest))) {
      return true;
    }
  }
  return false;
}

bool same_standings(const v1::PolicyBundle& message, const v1::PolicyBundle& next) {
  if (message.instructions_size() == 0) return false;
  const auto said = [](const v1::PolicyBundle& bundle) {
    v1::Instructions instructions;
    instructions.ParseFromString(bundle.instructions(bundle.instructions_size() - 1).payload());
    v1::Instructions content;
    *content.mutable_standings() = instructions.standings();
    *content.mutable_answers() = instructions.answers();
    return content.SerializeAsString();
  };
  return said(message) == said(next);
}

}  // namespace

absl::Status publish_policy(const store::Paths& paths, const v1::SignedDocument& document,
                            absl::Time now) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  v1::Policy policy;
  if (!policy.ParseFromString(document.payload())) {
    return absl::InvalidArgumentError("the draft is not readable, make it again");
  }
  const bool first = edit->message().policies_size() == 0;
  if (first) {
    const std::string signers = signers_of(policy);
    if (absl::StatusOr<std::vector<PublicKey>> keys = parse_signers(signers); !keys.ok()) {
      return absl::InvalidArgumentError(
          "the draft names no staff key, make it again with \"policy draft --staff-key FILE\"");
    }
    if (absl::Status s = write_file_atomically(paths.signers(), signers, 0644); !s.ok()) return s;
  }
  *edit->message().add_policies() = document;
  const absl::Status published = edit->commit(now);
  std::error_code ignored;
  if (first && !published.ok()) std::filesystem::remove(paths.signers(), ignored);
  return published;
}

absl::Status extend_keys(const store::Paths& paths, absl::Time now,
                         std::optional<std::uint32_t> first) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  const absl::StatusOr<v1::Policy> policy = newest_policy(edit->message());
  if (!policy.ok()) return policy.status();
  if (is_retired(edit->message())) return absl::OkStatus();
  const absl::StatusOr<window::Calendar> calendar = calendar_of(*policy);
  if (!calendar.ok()) return calendar.status();
  const std::uint32_t current = calendar->window_at(now);
  absl::StatusOr<store::Database> keys = store::open_keys_database(paths.keys_db().string());
  if (!keys.ok()) return keys.status();
  const absl::StatusOr<seal::SigningKey> collector = read_key_file(paths.collector_key());
  if (!collector.ok()) return collector.status();
  const absl::StatusOr<bool> added =
      extend_key_log(edit->message(), *keys, first.value_or(current), current + kWindowsAhead,
                     catalog_message(edit->message()).revision(), *collector);
  if (!added.ok()) return added.status();
  if (!*added) return absl::OkStatus();
  if (policy->has_lab() && current > kLabWindowsKept) {
    forget_keys_before(edit->message(), current - kLabWindowsKept);
  }
  return edit->commit(now);
}

absl::Status publish_standings(const store::Paths& paths, curation::CurationDatabase& curation,
                               absl::Time now) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  const absl::StatusOr<v1::Policy> policy = newest_policy(edit->message());
  if (!policy.ok()) return policy.status();
  const absl::StatusOr<window::Calendar> calendar = calendar_of(*policy);
  if (!calendar.ok()) return calendar.status();
  // Facts of the two windows before this one may still come, and are made under what was said then.
  const std::uint32_t current = calendar->window_at(now);
  const absl::StatusOr<std::vector<ToolStanding>> standings =
      curation.standings(current > 2 ? current - 2 : 0);
  if (!standings.ok()) return standings.status();
  const absl::StatusOr<seal::SigningKey> key = read_key_file(paths.curation_key());
  if (!key.ok()) return key.status();
  v1::PolicyBundle next = edit->message();
  const absl::StatusOr<std::vector<Answer>> answers = kept_answers(curation);
  if (!answers.ok()) return answers.status();
  write_instructions(next, *standings, {}, *key, *answers);
  if (same_standings(edit->message(), next)) return absl::OkStatus();
  edit->message() = next;
  return edit->commit(now);
}

absl::Status withdraw_policy(const store::Paths& paths, const std::vector<seal::SigningKey>& keys,
                             bool retire, absl::Time now) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  if (absl::StatusOr<v1::Policy> policy = newest_policy(edit->message()); !policy.ok()) {
    return policy.status();
  }
  const v1::SignedDocument draft = draft_withdrawal(edit->message(), retire);
  v1::SignedDocument* document = nullptr;
  for (v1::SignedDocument& earlier : *edit->message().mutable_withdrawals()) {
    if (earlier.payload() == draft.payload()) document = &earlier;
  }
  if (document == nullptr) {
    document = edit->message().add_withdrawals();
    *document = draft;
  }
  for (const seal::SigningKey& key : keys) sign_document(*document, Document::kWithdrawal, key);
  return edit->commit(now);
}

absl::StatusOr<std::uint32_t> next_window(const store::Paths& paths, absl::Time now) {
  const absl::StatusOr<Bundle> bundle = load_own_bundle(paths, now);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return calendar.status();
  return calendar->window_at(now) + 1;
}

}  // namespace desirepath::policy
