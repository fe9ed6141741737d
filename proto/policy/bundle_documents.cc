#include "proto/policy/bundle_documents.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/bundle.h"
#include "proto/policy/first_light.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/policy/wording.h"

namespace desirepath::policy {
namespace {

template <typename... Parts>
absl::Status refuse(const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat(parts...));
}

// Keys of the policies that are not replaced at `now`: the newest, and one before it whose
// successor does not hold yet.
std::vector<PublicKey> current_keys(const Bundle& bundle, absl::Time now,
                                    PublicKey Signers::*which) {
  std::vector<PublicKey> keys;
  for (auto it = bundle.policies.rbegin(); it != bundle.policies.rend(); ++it) {
    keys.push_back(it->policy.signers.*which);
    if (absl::FromUnixSeconds(it->policy.not_before) <= now) break;
  }
  return keys;
}

bool held_already(const Bundle* held, std::uint32_t window, const Hash& hash) {
  if (held == nullptr) return false;
  for (std::size_t i = held->keys.size(); i-- > 0;) {
    if (held->keys[i].window == window) return held->key_hashes[i] == hash;
  }
  return false;
}

// Whoever signed, an entry of a chain is committed to by the newest one; the newest needs a key
// that is not replaced.
bool key_entry_signed(const v1::SignedDocument& document, bool newest, absl::Time now,
                      const Bundle& bundle) {
  if (newest) {
    return is_signed_by_one_of(document, Document::kKeyLog,
                               current_keys(bundle, now, &Signers::collector));
  }
  return std::any_of(bundle.policies.begin(), bundle.policies.end(), [&](const SignedPolicy& p) {
    return is_signed_by(document, Document::kKeyLog, p.policy.signers.collector);
  });
}

// The catalog as a whole is read, so that one that is damaged or contradicts itself is refused here
// and the last good one stays. An earlier one may be signed by a key that has been replaced since.
absl::StatusOr<SignedCatalog> read_catalog(const v1::SignedDocument& document, absl::Time now,
                                           const std::vector<std::string>& denied, bool newest,
                                           const Bundle& bundle) {
  const absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(document.payload());
  if (!catalog.ok()) return catalog.status();
  std::vector<PublicKey> curators = current_keys(bundle, now, &Signers::curation);
  if (!newest) {
    for (const SignedPolicy& p : bundle.policies) curators.push_back(p.policy.signers.curation);
  }
  if (!is_signed_by_one_of(document, Document::kCatalog, curators)) {
    return refuse("catalog revision ", catalog->revision(),
                  " is not signed by the curator that the policy names");
  }
  std::set<std::string_view> named;
  for (const catalog::HostRow& row : catalog->hosts()) {
    if (row.owner == catalog::Owner::kDenied) named.insert(catalog->suffix(row));
  }
  for (const std::string& suffix : denied) {
    if (named.count(suffix) == 0) {
      return refuse("catalog revision ", catalog->revision(), " takes ", suffix,
                    " off the deny-list, which only grows");
    }
  }
  const bool two_hands =
      is_signed_by_one_of(document, Document::kCatalog, bundle.policy.signers.staff);
  return SignedCatalog{catalog->revision(), two_hands, document.payload()};
}

absl::Status take_standings(const v1::Instructions& message, Bundle& bundle) {
  if (message.standings_size() > kMaximumStandings ||
      message.pairs_size() > static_cast<int>(kMaximumPairs)) {
    return refuse("instructions ", message.number(), " are longer than a device reads: at most ",
                  kMaximumStandings, " standings and ", kMaximumPairs, " pairs");
  }
  for (const v1::ToolStanding& entry : message.standings()) {
    if (entry.tool() == 0 || entry.standing() < 0 || entry.standing() > v1::STANDING_BLOCKED) {
      return refuse("instructions ", message.number(), ": standing ",
                    static_cast<int>(entry.standing()), " of tool ", entry.tool(), " is unknown");
    }
    ToolStanding value;
    value.tool = entry.tool();
    value.standing = static_cast<Standing>(entry.standing());
    value.departments.assign(entry.departments().begin(), entry.departments().end());
    value.effective_window = entry.effective_window();
    bundle.standings.push_back(std::move(value));
  }
  for (const v1::ToolPair& pair : message.pairs()) {
    bundle.pairs.push_back({pair.first(), pair.second()});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Answer>> check_answers(const v1::Instructions& message) {
  if (message.answers_size() > kMaximumAnswers) {
    return refuse("instructions ", message.number(), " hold more than ", kMaximumAnswers,
                  " answers");
  }
  std::vector<Answer> answers;
  std::set<std::uint32_t> needs;
  for (const v1::NeedAnswer& entry : message.answers()) {
    Answer answer{entry.need(),
                  static_cast<AnswerState>(entry.state()),
                  {entry.words_en(), entry.words_fi(), entry.words_de()}};
    const bool known =
        entry.state() == v1::ANSWER_STATE_DONE || entry.state() == v1::ANSWER_STATE_NOT_YET;
    const bool worded =
        std::all_of(answer.words.begin(), answer.words.end(), [](const auto& words) {
          return !words.empty() && is_one_line(words, kMaximumAnswerOctets);
        });
    if (answer.need == 0 || !needs.insert(answer.need).second || !known || !worded) {
      return refuse("instructions ", message.number(), ": the answer on need ", answer.need,
                    " needs a state and one line of at most ", kMaximumAnswerOctets,
                    " octets in each language, once a need");
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

absl::Status read_withdrawals(const v1::PolicyBundle& message, Bundle& bundle) {
  const Signers& signers = bundle.policy.signers;
  if (message.withdrawals_size() > kMaximumPolicies) return refuse("too many withdrawals");
  for (const v1::SignedDocument& document : message.withdrawals()) {
    v1::Withdrawal withdrawal;
    if (!withdrawal.ParseFromString(document.payload())) {
      return refuse("a withdrawal of the bundle is not readable, fetch it again");
    }
    if (withdrawal.policy_hash() != field_of(bundle.policy_hash)) continue;  // an earlier policy's
    const bool admin = is_signed_by(document, Document::kWithdrawal, signers.admin);
    const bool staff = is_signed_by_one_of(document, Document::kWithdrawal, signers.staff);
    if (!admin && !staff) {
      return refuse("the withdrawal of policy ", bundle.policy.number,
                    " is signed by neither of its signers");
    }
    if (withdrawal.retire() && !(admin && staff)) {
      return refuse("to retire policy ", bundle.policy.number, " takes both signatures");
    }
    bundle.withdrawn = true;
    bundle.retired = bundle.retired || withdrawal.retire();
  }
  return absl::OkStatus();
}

absl::Status read_key_log(const v1::PolicyBundle& message, absl::Time now, const Bundle* held,
                          Bundle& bundle) {
  if (message.key_log_size() > kMaximumKeys) return refuse("the key log is too long");
  for (int i = 0; i < message.key_log_size(); ++i) {
    const v1::SignedDocument& document = message.key_log(i);
    v1::KeyLogEntry entry;
    if (!entry.ParseFromString(document.payload()) ||
        entry.sealing_key().size() != PublicKey{}.size()) {
      return refuse("entry ", i, " of the key log is not readable, fetch the bundle again");
    }
    if (!bundle.keys.empty() && (entry.window() <= bundle.keys.back().window ||
                                 entry.previous_hash() != field_of(bundle.key_hashes.back()))) {
      return refuse("the key of window ", entry.window(),
                    " does not follow the one before it, the chain is broken");
    }
    const Hash hash = document_hash(document.payload());
    const bool newest = i + 1 == message.key_log_size();
    if (!held_already(held, entry.window(), hash) &&
        !key_entry_signed(document, newest, now, bundle)) {
      return refuse("the key of window ", entry.window(),
                    " is not signed by the collector that the policy names");
    }
    bundle.keys.push_back({entry.window(), key_of(entry.sealing_key()), entry.catalog_revision()});
    bundle.key_hashes.push_back(hash);
    if (!entry.has_first_light()) continue;
    if (absl::Status s = take_first_light(entry.first_light(), bundle); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::Status read_instructions(const v1::PolicyBundle& message, absl::Time now, Bundle& bundle) {
  if (message.instructions_size() == 0) return absl::OkStatus();
  const v1::SignedDocument& document = message.instructions(message.instructions_size() - 1);
  v1::Instructions instructions;
  if (!instructions.ParseFromString(document.payload())) {
    return refuse("the instructions are not readable, fetch the bundle again");
  }
  for (const std::string& earlier : instructions.earlier_hashes()) {
    bundle.instructions_hashes.push_back(key_of(earlier));
  }
  if (!instructions.previous_hash().empty()) {
    bundle.instructions_hashes.push_back(key_of(instructions.previous_hash()));
  }
  if (instructions.earlier_hashes_size() > kMaximumInstructions ||
      instructions.number() != bundle.instructions_hashes.size() + 1) {
    return refuse("instructions ", instructions.number(),
                  " do not name all that came before them, the chain is broken");
  }
  bundle.instructions_hashes.push_back(document_hash(document.payload()));
  bundle.instructions_number = instructions.number();
  if (!is_signed_by_one_of(document, Document::kInstructions,
                           current_keys(bundle, now, &Signers::curation))) {
    return refuse("instructions ", instructions.number(),
                  " are not signed by the curator that the policy names");
  }
  const Signers& signers = bundle.policy.signers;
  if (instructions.pairs_size() > 0 &&
      !is_signed_by(document, Document::kInstructions, signers.admin) &&
      !is_signed_by_one_of(document, Document::kInstructions, signers.staff)) {
    return refuse("instructions ", instructions.number(),
                  " list pairs of tools, which takes a second signature");
  }
  absl::StatusOr<std::vector<Answer>> answers = check_answers(instructions);
  if (!answers.ok()) return answers.status();
  bundle.answers = *std::move(answers);
  return take_standings(instructions, bundle);
}

absl::Status read_catalogs(const v1::PolicyBundle& message, absl::Time now,
                           const std::vector<std::string>& denied, Bundle& bundle) {
  if (message.earlier_catalogs_size() > kMaximumEarlierCatalogs) {
    return refuse("the bundle holds more than ", kMaximumEarlierCatalogs, " earlier catalogs");
  }
  for (const v1::SignedDocument& document : message.earlier_catalogs()) {
    absl::StatusOr<SignedCatalog> earlier = read_catalog(document, now, denied, false, bundle);
    if (!earlier.ok()) return earlier.status();
    bundle.earlier_catalogs.push_back(*std::move(earlier));
  }
  if (!message.has_catalog()) return absl::OkStatus();
  absl::StatusOr<SignedCatalog> newest = read_catalog(message.catalog(), now, denied, true, bundle);
  if (!newest.ok()) return newest.status();
  bundle.catalog = *std::move(newest);
  return absl::OkStatus();
}

absl::Status check_held_documents(const Bundle& bundle, const Bundle& held) {
  if (!held.keys.empty()) {
    const std::uint32_t head = held.keys.back().window;
    // A lab's log forgets its oldest windows; a device that slept through them all starts anew.
    const bool forgotten =
        bundle.policy.lab() && !bundle.keys.empty() && bundle.keys.front().window > head;
    if (!forgotten && !held_already(&bundle, head, held.key_hashes.back())) {
      return refuse("the key log does not hold the key of window ", head,
                    " as this device knows it, show both hashes to the staff side");
    }
    if (held.first_light && bundle.first_light && held.first_light != bundle.first_light) {
      return refuse("the key log announces a second first light, there is one at most");
    }
  }
  const std::size_t known = held.instructions_hashes.size();
  if (bundle.instructions_hashes.size() < known ||
      !std::equal(held.instructions_hashes.begin(), held.instructions_hashes.end(),
                  bundle.instructions_hashes.begin())) {
    return refuse("the instructions do not continue number ", known, " that this device holds");
  }
  const bool changed = bundle.catalog.packed != held.catalog.packed;
  if (bundle.catalog.revision < held.catalog.revision ||
      (changed && bundle.catalog.revision == held.catalog.revision)) {
    return refuse("catalog revision ", bundle.catalog.revision, " does not follow revision ",
                  held.catalog.revision, " that this device holds");
  }
  return absl::OkStatus();
}

}  // namespace desirepath::policy
