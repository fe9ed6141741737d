#pragma once

// What every decision on tools goes through, however many at once: recorded in the audit chain,
// written into curation.db, signed into the bundle.
//
// The imports and the first-hour checklist use it. Before the first policy there is no bundle and
// no window: what is decided counts from the first one, and `policy publish` hands it out.
//
// Errors: those of operation.h.

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/standing_list.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// The catalog in force; before the first policy the shipped one.
absl::StatusOr<catalog::Catalog> catalog_now(const Office& office);

// The window from which a decision of now counts; 0 before the first policy.
absl::StatusOr<std::uint32_t> counting_window(const Office& office);

// `deed` says what the audit chain keeps; the decisions get their time and `deed.by`.
absl::Status decide_all(const Office& office, const Deed& deed, curation::StandingList list);

}  // namespace desirepath::workplace
