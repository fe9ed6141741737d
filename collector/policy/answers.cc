#include "collector/policy/answers.h"

#include <optional>
#include <string>

#include "desirepath/v1/policy.pb.h"
#include "proto/policy/bundle_documents.h"
#include "proto/policy/bundle_writer.h"
#include "proto/seal/encoding.h"

namespace desirepath::policy {
namespace {

constexpr char kSetting[] = "answers";

}  // namespace

absl::StatusOr<std::vector<Answer>> kept_answers(curation::CurationDatabase& curation) {
  absl::StatusOr<std::optional<std::string>> kept = curation.setting(kSetting);
  if (!kept.ok()) return kept.status();
  if (!kept->has_value()) return std::vector<Answer>();
  const absl::StatusOr<std::string> octets = seal::from_hex(**kept);
  v1::Instructions message;
  if (!octets.ok() || !message.ParseFromString(*octets)) {
    return absl::DataLossError("curation.db: its answers are not readable, restore a backup");
  }
  return check_answers(message);
}

absl::Status keep_answers(const std::vector<Answer>& answers,
                          curation::CurationDatabase& curation) {
  v1::Instructions message;
  for (const Answer& answer : answers) *message.add_answers() = message_of(answer);
  if (absl::StatusOr<std::vector<Answer>> sound = check_answers(message); !sound.ok()) {
    return sound.status();
  }
  return curation.set_setting(kSetting, seal::to_hex(seal::octets(message.SerializeAsString())));
}

}  // namespace desirepath::policy
