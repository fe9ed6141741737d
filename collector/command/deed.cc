#include "collector/command/deed.h"

#include <boost/json/serialize.hpp>
#include <filesystem>
#include <utility>

#include "absl/time/clock.h"
#include "collector/curation/audit_chain.h"

namespace desirepath::command {

absl::Status record_deed(curation::CurationDatabase& curation, const std::string& action,
                         const std::string& subject, boost::json::object detail) {
  curation::AuditEntry entry;
  entry.by = "command line";
  entry.action = action;
  entry.subject = subject;
  entry.detail = boost::json::serialize(detail);
  entry.at = absl::Now();
  return curation::AuditChain(curation.database()).append(std::move(entry));
}

absl::Status record_deed(const collector::Settings& settings, const std::string& action,
                         const std::string& subject, boost::json::object detail) {
  // Where only the gate runs there is no chain.
  if (!std::filesystem::exists(settings.paths.curation_db())) return absl::OkStatus();
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  return record_deed(*curation, action, subject, std::move(detail));
}

}  // namespace desirepath::command
