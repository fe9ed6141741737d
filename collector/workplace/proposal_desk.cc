#include "collector/workplace/proposal_desk.h"

#include <absl/strings/escaping.h>

#include <boost/json/array.hpp>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/draft_file.h"
#include "collector/workplace/fields.h"
#include "proto/policy/change.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/policy/words.h"
#include "proto/seal/encoding.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;

constexpr std::size_t kMostDocumentOctets = 60'000;  // of a body, base64

struct Proposal {
  policy::DraftFile file;
  policy::Policy draft;
  std::optional<policy::Policy> before;
};

std::filesystem::path draft_path(const Office& office) {
  return office.paths.policy() / "draft.policy";
}

absl::StatusOr<policy::Policy> policy_signed_in(const v1::SignedDocument& document) {
  v1::Policy message;
  if (!message.ParseFromString(document.payload())) {
    return absl::InternalError("a policy in the draft's file is not readable");
  }
  return policy::check_policy(message, /*allow_lab=*/true);
}

absl::StatusOr<Proposal> proposal_of(const Office& office) {
  if (!std::filesystem::exists(draft_path(office))) {
    return absl::NotFoundError("no draft of a policy waits here; \"policy draft\" makes one");
  }
  absl::StatusOr<policy::DraftFile> file = policy::read_draft_file(draft_path(office));
  if (!file.ok()) return file.status();
  absl::StatusOr<policy::Policy> draft = policy_signed_in(file->draft);
  if (!draft.ok()) return draft.status();
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(office.paths, office.clock());
  if (bundle.ok() && bundle->policy.number >= draft->number) {
    return absl::NotFoundError(
        "the draft that is here was published; \"policy draft\" makes another");
  }
  Proposal proposal{*std::move(file), *std::move(draft), std::nullopt};
  const int published = proposal.file.published.policies_size();
  if (published == 0) return proposal;
  absl::StatusOr<policy::Policy> before =
      policy_signed_in(proposal.file.published.policies(published - 1));
  if (!before.ok()) return before.status();
  proposal.before = *std::move(before);
  return proposal;
}

// Whose signature counts: the draft's signers and, where keys change, those of the policy before.
std::vector<std::pair<std::string, std::vector<policy::PublicKey>>> signing_sides(
    const Proposal& proposal) {
  const policy::Policy& draft = proposal.draft;
  std::vector<std::pair<std::string, std::vector<policy::PublicKey>>> sides{
      {"admin", {draft.signers.admin}},
      {draft.no_staff_body ? "auditor" : "staff", draft.signers.staff}};
  if (!proposal.before) return sides;
  const policy::Policy& before = *proposal.before;
  if (before.signers.admin != draft.signers.admin) {
    sides.emplace_back("admin-before", std::vector{before.signers.admin});
  }
  if (before.signers.staff != draft.signers.staff) {
    sides.emplace_back("staff-before", before.signers.staff);
  }
  return sides;
}

object told_proposal(const Proposal& proposal) {
  array sentences;
  for (const std::string& each : policy::policy_sentences(proposal.draft)) {
    sentences.emplace_back(each);
  }
  array changes;
  if (proposal.before) {
    for (const policy::Change& change : policy::changes_between(*proposal.before, proposal.draft)) {
      changes.push_back(object{{"words", change.words}, {"widens", change.widens}});
    }
  }
  array signatures;
  for (const auto& [side, keys] : signing_sides(proposal)) {
    const bool there =
        policy::is_signed_by_one_of(proposal.file.draft, policy::Document::kPolicy, keys);
    signatures.push_back(object{{"side", side}, {"signed", there}});
  }
  return {{"number", std::int64_t{proposal.draft.number}},
          {"hash", seal::to_hex(policy::document_hash(proposal.file.draft.payload()))},
          {"first", !proposal.before},
          {"sentences", std::move(sentences)},
          {"changes", std::move(changes)},
          {"signatures", std::move(signatures)}};
}

absl::StatusOr<Outcome> get_proposal(const Office& office) {
  const absl::StatusOr<Proposal> proposal = proposal_of(office);
  if (absl::IsNotFound(proposal.status())) return Outcome{.body = object{{"proposal", nullptr}}};
  if (!proposal.ok()) return proposal.status();
  return Outcome{.body = object{{"proposal", told_proposal(*proposal)}}};
}

absl::StatusOr<Outcome> get_proposal_file(const Office& office) {
  if (const absl::StatusOr<Proposal> proposal = proposal_of(office); !proposal.ok()) {
    return proposal.status();
  }
  std::ifstream file(draft_path(office), std::ios::binary);
  std::ostringstream octets;
  octets << file.rdbuf();
  if (!file) return absl::UnavailableError("the draft cannot be read now");
  return Outcome{
      .file = octets.str(), .file_name = "draft.policy", .file_type = "application/octet-stream"};
}

// The document that was brought, if it is of this draft.
absl::StatusOr<v1::SignedDocument> brought_document(const object& body, const Proposal& proposal) {
  if (absl::Status s = check_members(body, {"document"}); !s.ok()) return s;
  const absl::StatusOr<std::string> text = text_of(body, "document", {.most = kMostDocumentOctets});
  if (!text.ok()) return text.status();
  std::string octets;
  v1::SignedDocument document;
  if (!absl::Base64Unescape(*text, &octets) || !document.ParseFromString(octets) ||
      document.payload().empty()) {
    return absl::InvalidArgumentError(
        "document: is no signed draft; give the file that \"policy sign\" wrote");
  }
  if (document.payload() != proposal.file.draft.payload()) {
    return absl::FailedPreconditionError(
        "another draft was signed than the one that waits here; read and sign this one");
  }
  return document;
}

absl::StatusOr<Outcome> bring_signature(const Office& office, const Call& call) {
  absl::StatusOr<Proposal> proposal = proposal_of(office);
  if (!proposal.ok()) return proposal.status();
  const absl::StatusOr<v1::SignedDocument> brought = brought_document(call.body, *proposal);
  if (!brought.ok()) return brought.status();
  v1::SignedDocument& draft = proposal->file.draft;
  array sides;
  for (const auto& [side, keys] : signing_sides(*proposal)) {
    for (const policy::PublicKey& key : keys) {
      if (!policy::is_signed_by(*brought, policy::Document::kPolicy, key) ||
          policy::is_signed_by(draft, policy::Document::kPolicy, key)) {
        continue;
      }
      for (const v1::Signature& signature : brought->signatures()) {
        if (policy::key_of(signature.public_key()) == key) *draft.add_signatures() = signature;
      }
      sides.emplace_back(side);
    }
  }
  if (sides.empty()) {
    return absl::InvalidArgumentError(
        "document: has no new signature of a key that the draft names; sign with the key whose "
        "public half is in the draft");
  }
  const Deed deed{call.person.name,
                  "policy-signature-brought",
                  seal::to_hex(policy::document_hash(draft.payload())),
                  {{"sides", std::move(sides)}}};
  const absl::Status kept = recorded(office, deed, [&] {
    return policy::write_draft_file(draft_path(office), proposal->file.published, draft);
  });
  if (!kept.ok()) return kept;
  return get_proposal(office);
}

}  // namespace

void add_proposal_operations(const Office& office, api::Operations& operations) {
  operations["getProposal"] = [&office](const Call&) { return get_proposal(office); };
  operations["getProposalFile"] = [&office](const Call&) { return get_proposal_file(office); };
  operations["bringSignature"] = [&office](const Call& call) {
    return bring_signature(office, call);
  };
}

}  // namespace desirepath::workplace
