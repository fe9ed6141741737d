#pragma once

// The answers as they are kept in curation.db, until `publish_standings` signs them for the
// devices.
//
// `answer set|remove` changes them. Kept as one setting: the serialized Instructions that hold
// nothing else, in hexadecimal. Errors: kDataLoss (not that), kInvalidArgument (a device would
// refuse it), those of curation.db.

#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/curation_database.h"
#include "proto/policy/answer.h"

namespace desirepath::policy {

absl::StatusOr<std::vector<Answer>> kept_answers(curation::CurationDatabase& curation);

absl::Status keep_answers(const std::vector<Answer>& answers, curation::CurationDatabase& curation);

}  // namespace desirepath::policy
