#pragma once

// What the report and window commands open before they can say anything: the bundle, its catalog,
// published.db.

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "collector/publish/history.h"
#include "collector/settings.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::command {

// The catalog in force by the settings' folder; without a valid bundle (its policy may have ended)
// the one compiled in: published figures stay readable.
absl::StatusOr<catalog::Catalog> catalog_for_reports(const collector::Settings& settings);

// published.db up to the window that `window` names or numbers, or the newest in which anybody
// reported when empty.
absl::StatusOr<publish::History> history_for_reports(const collector::Settings& settings,
                                                     absl::string_view window,
                                                     const publish::Lookback& lookback = {});

}  // namespace desirepath::command
