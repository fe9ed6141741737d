#pragma once

// What a curator writes about a pilot, checked and recorded: the writing half of the pilot desk.
//
// Errors: kInvalidArgument names the member and the mend; those of curation/pilot_book.h.

#include "absl/status/status.h"
#include "collector/api/operation.h"
#include "collector/curation/pilot_book.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"
#include "collector/workplace/published_paths.h"
#include "collector/workplace/published_tools.h"

namespace desirepath::workplace {

struct Published {
  PublishedTools tools;
  PublishedPaths needs;
};

// Devices that used the pilot's tool in a window, of its departments.
Band used(const Ground& ground, const ToolsOfWindow& window, const curation::Pilot& pilot);

absl::Status begin_pilot(const Office& office, const Ground& ground, Published& published,
                         const api::Call& call);
absl::Status end_pilot(const Office& office, const Ground& ground, const api::Call& call);

}  // namespace desirepath::workplace
