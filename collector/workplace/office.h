#pragma once

// `Office` is what every desk of the workplace works with: the open curation.db, the folder and the
// clock. A plain value of references; the workplace owns what they point to.

#include <functional>

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

}  // namespace desirepath::workplace
