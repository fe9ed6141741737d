#include "collector/workplace/office.h"

#include <boost/json/serialize.hpp>
#include <utility>

#include "collector/curation/audit_chain.h"

namespace desirepath::workplace {

absl::Status recorded(const Office& office, const Deed& deed,
                      const std::function<absl::Status()>& work) {
  absl::StatusOr<store::Transaction> transaction =
      store::Transaction::begin(office.curation.database());
  if (!transaction.ok()) return transaction.status();
  curation::AuditEntry entry;
  entry.by = deed.by;
  entry.action = deed.action;
  entry.subject = deed.subject;
  entry.detail = boost::json::serialize(deed.detail);
  entry.at = office.clock();
  if (absl::Status s = curation::AuditChain(office.curation.database()).append(std::move(entry));
      !s.ok()) {
    return s;
  }
  if (absl::Status s = work(); !s.ok()) return s;
  return transaction->commit();
}

}  // namespace desirepath::workplace
