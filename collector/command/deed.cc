#include "collector/command/deed.h"

#include <boost/json/serialize.hpp>
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

}  // namespace desirepath::command
