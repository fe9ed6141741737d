#pragma once

// `publish_lab_policy` signs a lab's policy with both keys, which only a lab holds.
//
// `init --lab` starts with it, `departments import` renews it. Everywhere else the staff's key is
// on another machine.
//
// Errors: those of publication.h.

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "collector/store/paths.h"

namespace desirepath::policy {

// Publishes a policy of the choices and departments in curation.db that holds from `begins`. False,
// and nothing done, when this is no lab.
absl::StatusOr<bool> publish_lab_policy(const store::Paths& paths,
                                        curation::CurationDatabase& curation, absl::Time now,
                                        absl::Time begins);
absl::StatusOr<bool> publish_lab_policy(const store::Paths& paths,
                                        curation::CurationDatabase& curation, absl::Time now);

// The window that was current when the lab was made: those before it wait for `window freeze`. 0
// when this is no lab.
absl::StatusOr<std::uint32_t> first_live_window(curation::CurationDatabase& curation);
absl::Status set_first_live_window(curation::CurationDatabase& curation, std::uint32_t window);

}  // namespace desirepath::policy
