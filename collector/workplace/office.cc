#include "collector/workplace/office.h"

#include <boost/json/serialize.hpp>
#include <utility>

#include "collector/curation/audit_chain.h"

namespace desirepath::workplace {

namespace {

absl::Status append(const Office& office, const Deed& deed) {
  curation::AuditEntry entry;
  entry.by = deed.by;
  entry.action = deed.action;
  entry.subject = deed.subject;
  entry.detail = boost::json::serialize(deed.detail);
  entry.at = office.clock();
  return curation::AuditChain(office.curation.database()).append(std::move(entry));
}

}  // namespace

absl::Status recorded(const Office& office, const Deed& deed,
                      const std::function<absl::Status()>& work) {
  return recorded_all(office, {deed}, work);
}

absl::Status recorded_all(const Office& office, const std::vector<Deed>& deeds,
                          const std::function<absl::Status()>& work) {
  absl::StatusOr<store::Transaction> transaction =
      store::Transaction::begin(office.curation.database());
  if (!transaction.ok()) return transaction.status();
  for (const Deed& deed : deeds) {
    if (absl::Status s = append(office, deed); !s.ok()) return s;
  }
  if (absl::Status s = work(); !s.ok()) return s;
  return transaction->commit();
}

}  // namespace desirepath::workplace
