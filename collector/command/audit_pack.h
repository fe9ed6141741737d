#pragma once

// `make_audit_pack` fills an audit pack from this installation and signs it with the curation key.
//
// `report audit` and the audit page call it. It attacks a made-up fleet as prove-privacy does, so
// it takes some seconds. Errors: kInvalidArgument: no such windows; kNotFound: nothing is published
// yet; those of the databases and key files.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/settings.h"
#include "proto/fields/field_register.h"

namespace desirepath::command {

struct AuditAsked {
  std::string from, to;  // windows by name, both included
  bool pdf = true;       // else JSON
  fields::Language language = fields::Language::kEnglish;
};

struct SignedPack {
  std::string name;
  std::string octets;
  std::string signature;  // the text of NAME.signature
};

absl::StatusOr<SignedPack> make_audit_pack(const collector::Settings& settings,
                                           const AuditAsked& asked, absl::Time now);

}  // namespace desirepath::command
