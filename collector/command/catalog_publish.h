#pragma once

// `catalog add`, `drop`, `publish` and `sign`: an organisation's own tools, and handing a catalog
// to all devices.
//
// `add` checks the entries among the catalog in force, gives them their numbers and makes the next
// revision. It goes out at once when a staff key is given (a lab has its own); else it is left as
// policy/catalog.draft, which the staff side signs on a machine of its own, and `publish` hands
// out. `publish` without a draft hands out the shipped catalog, after an upgrade; a draft that
// waits is then made anew from it, to be signed again.
//
// Errors: kInvalidArgument with file, line and mend, nothing is changed; those of
// policy::publish_catalog.

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "collector/settings.h"

namespace desirepath::command {

struct CatalogPublishOptions {
  std::vector<std::string> files;  // add: textproto with `tools` alone
  std::vector<std::string> ids;    // drop
  std::string draft;               // publish, sign
  std::string key;                 // a staff key's file
};

absl::Status add_own_tools(const CatalogPublishOptions& options,
                           const collector::Settings& settings, std::ostream& out,
                           std::ostream& faults);
absl::Status drop_own_tools(const CatalogPublishOptions& options,
                            const collector::Settings& settings, std::ostream& out);
absl::Status publish_catalog(const CatalogPublishOptions& options,
                             const collector::Settings& settings, std::ostream& out);
// Works on any machine: prints what the draft asks anew, and signs it.
absl::Status sign_catalog(const CatalogPublishOptions& options, std::ostream& out);

}  // namespace desirepath::command
