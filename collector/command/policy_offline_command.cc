// The policy commands that work on any machine: keygen, review, sign.

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "collector/command/policy_command.h"
#include "collector/policy/draft_file.h"
#include "collector/policy/key_file.h"
#include "proto/policy/change.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/policy/words.h"
#include "proto/seal/encoding.h"

namespace desirepath::command {
namespace {

struct OfflineOptions {
  std::string role;
  std::string file;
  std::string key;
};

absl::Status check_role(const std::string& role) {
  static const std::vector<std::string> kRoles = {"admin", "staff-rep", "auditor"};
  if (std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("role \"", role, "\" is none of admin, staff-rep, auditor"));
}

absl::Status make_key(const OfflineOptions& options) {
  if (absl::Status s = check_role(options.role); !s.ok()) return s;
  const absl::StatusOr<seal::SigningKey> key = policy::make_key_files(options.file, options.role);
  if (!key.ok()) return key.status();
  std::cout << "secret key  " << options.file << "  (keep it here, nobody else needs it)\n"
            << "public key  " << options.file << ".pub  (hand it to whoever makes the draft)\n"
            << "            " << seal::to_hex(key->public_key) << "\n";
  return absl::OkStatus();
}

absl::StatusOr<policy::Policy> read_policy(const v1::SignedDocument& document) {
  v1::Policy message;
  if (!message.ParseFromString(document.payload())) {
    return absl::InvalidArgumentError("a policy in the file is not readable, ask for it again");
  }
  return policy::check_policy(message, /*allow_lab=*/true);
}

void print_signatures(const v1::SignedDocument& document, const policy::Policy& draft,
                      const policy::Policy* before) {
  const auto signed_by = [&](const policy::PublicKey& key) {
    return policy::is_signed_by(document, policy::Document::kPolicy, key);
  };
  const auto side = [&](const char* words, const std::vector<policy::PublicKey>& keys) {
    std::cout << words
              << (std::any_of(keys.begin(), keys.end(), signed_by) ? "signed" : "not signed yet")
              << "\n";
  };
  side("admin:       ", {draft.signers.admin});
  side(draft.no_staff_body ? "auditor:     " : "staff side:  ", draft.signers.staff);
  if (before == nullptr) return;
  if (before->signers.admin != draft.signers.admin)
    side("admin (old key):      ", {before->signers.admin});
  if (before->signers.staff != draft.signers.staff)
    side("staff side (old keys): ", before->signers.staff);
}

absl::Status review(const OfflineOptions& options) {
  const absl::StatusOr<policy::DraftFile> file = policy::read_draft_file(options.file);
  if (!file.ok()) return file.status();
  const absl::StatusOr<policy::Policy> draft = read_policy(file->draft);
  if (!draft.ok()) return draft.status();
  for (const std::string& sentence : policy::policy_sentences(*draft))
    std::cout << sentence << "\n";
  std::cout << "hash: " << seal::to_hex(policy::document_hash(file->draft.payload())) << "\n";
  const int published = file->published.policies_size();
  if (published == 0) {
    std::cout << "\nIt is the first policy: nothing was asked before.\n";
    print_signatures(file->draft, *draft, nullptr);
    return absl::OkStatus();
  }
  const absl::StatusOr<policy::Policy> before =
      read_policy(file->published.policies(published - 1));
  if (!before.ok()) return before.status();
  std::cout << "\nWhat changes from policy " << before->number << ":\n";
  bool wider = false;
  for (const policy::Change& change : policy::changes_between(*before, *draft)) {
    std::cout << (change.widens ? "  WIDER  " : "         ") << change.words << "\n";
    wider = wider || change.widens;
  }
  std::cout << (wider ? "Devices show this for seven days before it takes effect.\n"
                      : "Nothing is asked that was not asked before; it takes effect at once.\n");
  print_signatures(file->draft, *draft, &*before);
  return absl::OkStatus();
}

// The keys of this side that the draft, or the policy it follows, names.
std::vector<policy::PublicKey> keys_of_side(const policy::Policy& draft,
                                            const policy::Policy* before, const std::string& role) {
  std::vector<policy::PublicKey> keys;
  for (const policy::Policy* policy : {&draft, before}) {
    if (policy == nullptr) continue;
    if (role == "admin") {
      keys.push_back(policy->signers.admin);
    } else {
      keys.insert(keys.end(), policy->signers.staff.begin(), policy->signers.staff.end());
    }
  }
  return keys;
}

absl::Status sign(const OfflineOptions& options) {
  if (absl::Status s = check_role(options.role); !s.ok()) return s;
  absl::StatusOr<policy::DraftFile> file = policy::read_draft_file(options.file);
  if (!file.ok()) return file.status();
  const absl::StatusOr<policy::Policy> draft = read_policy(file->draft);
  if (!draft.ok()) return draft.status();
  const absl::StatusOr<seal::SigningKey> key = policy::read_key_file(options.key);
  if (!key.ok()) return key.status();
  absl::StatusOr<policy::Policy> before = absl::NotFoundError("no policy before");
  const int published = file->published.policies_size();
  if (published > 0) {
    before = read_policy(file->published.policies(published - 1));
    if (!before.ok()) return before.status();
  }
  const std::vector<policy::PublicKey> named =
      keys_of_side(*draft, before.ok() ? &*before : nullptr, options.role);
  if (std::find(named.begin(), named.end(), key->public_key) == named.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.key, ": the draft names another key for ", options.role,
                     ", make the draft again with this one's public key"));
  }
  policy::sign_document(file->draft, policy::Document::kPolicy, *key);
  if (absl::Status s = policy::write_draft_file(options.file, file->published, file->draft);
      !s.ok()) {
    return s;
  }
  std::cout << "signed as " << options.role << "  "
            << seal::to_hex(policy::document_hash(file->draft.payload())) << "\n";
  print_signatures(file->draft, *draft, before.ok() ? &*before : nullptr);
  return absl::OkStatus();
}

}  // namespace

void add_offline_policy_commands(CLI::App& group, Invocation& invocation) {
  auto options = std::make_shared<OfflineOptions>();
  CLI::App* keygen =
      add_bare_command(group, "keygen", "make a signing key, on the signer's machine", invocation,
                       [options] { return make_key(*options); });
  keygen->add_option("--as", options->role, "admin, staff-rep or auditor")->required();
  keygen->add_option("--out", options->file, "the secret key's file; .pub is put beside it")
      ->required();
  CLI::App* read = add_bare_command(group, "review", "print a draft in plain words", invocation,
                                    [options] { return review(*options); });
  read->add_option("FILE", options->file, "the draft")->required();
  CLI::App* write = add_bare_command(group, "sign", "sign a draft", invocation,
                                     [options] { return sign(*options); });
  write->add_option("FILE", options->file, "the draft; the signature is put into it")->required();
  write->add_option("--as", options->role, "admin, staff-rep or auditor")->required();
  write->add_option("--key", options->key, "the secret key's file")->required();
}

}  // namespace desirepath::command
