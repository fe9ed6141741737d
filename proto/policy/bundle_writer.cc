#include "proto/policy/bundle_writer.h"

#include <utility>

#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

std::string hash_field(const std::string& payload) { return field_of(document_hash(payload)); }

v1::ToolStanding message_of(const ToolStanding& value) {
  v1::ToolStanding message;
  message.set_tool(value.tool);
  message.set_standing(static_cast<v1::Standing>(value.standing));
  for (std::uint32_t department : value.departments) message.add_departments(department);
  message.set_effective_window(value.effective_window);
  return message;
}

}  // namespace

v1::NeedAnswer message_of(const Answer& answer) {
  v1::NeedAnswer message;
  message.set_need(answer.need);
  message.set_state(static_cast<v1::AnswerState>(answer.state));
  message.set_words_en(answer.words[0]);
  message.set_words_fi(answer.words[1]);
  message.set_words_de(answer.words[2]);
  return message;
}

v1::SignedDocument draft_policy(const v1::PolicyBundle& bundle, v1::Policy policy) {
  const int count = bundle.policies_size();
  policy.set_number(static_cast<std::uint32_t>(count) + 1);
  policy.clear_previous_hash();
  if (count > 0) policy.set_previous_hash(hash_field(bundle.policies(count - 1).payload()));
  v1::SignedDocument document;
  document.set_payload(policy.SerializeAsString());
  return document;
}

void append_key(v1::PolicyBundle& bundle, const SealingKey& key, const seal::SigningKey& collector,
                const std::optional<FirstLight>& first_light) {
  v1::KeyLogEntry entry;
  entry.set_window(key.window);
  entry.set_sealing_key(field_of(key.key));
  entry.set_catalog_revision(key.catalog_revision);
  if (first_light) {
    entry.mutable_first_light()->set_window(first_light->window);
    entry.mutable_first_light()->set_first_day(static_cast<std::uint32_t>(first_light->first_day));
  }
  const int count = bundle.key_log_size();
  if (count > 0) entry.set_previous_hash(hash_field(bundle.key_log(count - 1).payload()));
  v1::SignedDocument& document = *bundle.add_key_log();
  document.set_payload(entry.SerializeAsString());
  sign_document(document, Document::kKeyLog, collector);
}

void write_instructions(v1::PolicyBundle& bundle, const std::vector<ToolStanding>& standings,
                        const std::vector<ToolPair>& pairs, const seal::SigningKey& curation,
                        const std::vector<Answer>& answers) {
  v1::Instructions next;
  next.set_number(1);
  if (bundle.instructions_size() > 0) {
    const std::string payload = bundle.instructions(bundle.instructions_size() - 1).payload();
    v1::Instructions before;
    before.ParseFromString(payload);
    next.set_number(before.number() + 1);
    *next.mutable_earlier_hashes() = before.earlier_hashes();
    if (!before.previous_hash().empty()) next.add_earlier_hashes(before.previous_hash());
    next.set_previous_hash(hash_field(payload));
  }
  for (const ToolStanding& standing : standings) *next.add_standings() = message_of(standing);
  for (const ToolPair& pair : pairs) {
    v1::ToolPair& message = *next.add_pairs();
    message.set_first(pair.first);
    message.set_second(pair.second);
  }
  for (const Answer& answer : answers) *next.add_answers() = message_of(answer);
  bundle.clear_instructions();
  v1::SignedDocument& document = *bundle.add_instructions();
  document.set_payload(next.SerializeAsString());
  sign_document(document, Document::kInstructions, curation);
}

void write_catalog(v1::PolicyBundle& bundle, const std::string& catalog,
                   const seal::SigningKey& curation) {
  bundle.mutable_catalog()->Clear();
  bundle.mutable_catalog()->set_payload(catalog);
  sign_document(*bundle.mutable_catalog(), Document::kCatalog, curation);
}

v1::SignedDocument draft_withdrawal(const v1::PolicyBundle& bundle, bool retire) {
  v1::Withdrawal withdrawal;
  const std::string payload = bundle.policies(bundle.policies_size() - 1).payload();
  v1::Policy policy;
  policy.ParseFromString(payload);
  withdrawal.set_policy_number(policy.number());
  withdrawal.set_policy_hash(hash_field(payload));
  withdrawal.set_retire(retire);
  v1::SignedDocument document;
  document.set_payload(withdrawal.SerializeAsString());
  return document;
}

}  // namespace desirepath::policy
