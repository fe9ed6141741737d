#pragma once

// `record_deed` writes what a command changed into the audit chain.
//
// The commands that change what people decided call it after the change; `by` is always "command
// line": whoever may run commands here may write any name. Errors: those of curation/audit_chain.h.

#include <boost/json/object.hpp>
#include <string>

#include "absl/status/status.h"
#include "collector/curation/curation_database.h"
#include "collector/settings.h"

namespace desirepath::command {

absl::Status record_deed(curation::CurationDatabase& curation, const std::string& action,
                         const std::string& subject, boost::json::object detail = {});

// The same for commands that work on other files, such as gate.db. Nothing is written where only
// the gate runs.
absl::Status record_deed(const collector::Settings& settings, const std::string& action,
                         const std::string& subject, boost::json::object detail = {});

}  // namespace desirepath::command
