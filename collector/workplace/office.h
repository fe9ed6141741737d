#pragma once

// `Office` is what every desk of the workplace works with: the open curation.db, the folder and the
// clock. A plain value of references; the workplace owns what they point to.
//
// `recorded` is how a desk changes anything: the change and its entry in the audit chain, both or
// neither. What is changed outside curation.db (the signed bundle) is changed last in `work`, so
// that nothing is handed out that is not recorded.

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "collector/store/paths.h"

namespace desirepath::workplace {

using Clock = std::function<absl::Time()>;

struct Office {
  curation::CurationDatabase& curation;
  const store::Paths& paths;
  const Clock& clock;
};

// What the audit chain says of a change.
struct Deed {
  std::string by;
  std::string action;
  std::string subject = {};
  boost::json::object detail = {};
};

absl::Status recorded(const Office& office, const Deed& deed,
                      const std::function<absl::Status()>& work);
// A change of many things has an entry for each.
absl::Status recorded_all(const Office& office, const std::vector<Deed>& deeds,
                          const std::function<absl::Status()>& work);

}  // namespace desirepath::workplace
