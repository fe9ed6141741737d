#pragma once

// `audit_pack_page` gives the API the audit pack that `report audit` writes, with its signature.
//
// The file comes inside the answer, so that it and its signature are of one making; that it was
// made stands in the audit chain. It takes some seconds: the route is marked kSlow. Errors: those
// of command/audit_pack.h. Threads: one at a time.

#include "collector/api/operation.h"
#include "collector/settings.h"

namespace desirepath::collector {

api::Operation audit_pack_page(const Settings& settings);

}  // namespace desirepath::collector
