#pragma once

// Root's commands on a service's folder are done as the account whose folder it is.
//
// `desirepath-agent enroll` and each command of `desirepath-collector` that opens an installation
// call it first, so that root leaves no file behind that the service cannot read. It does nothing
// for other accounts, for a folder of root's and for one that is not there.
//
// Errors: kPermissionDenied if the kernel refuses, with the mend. Source: credentials(7). Threads:
// call before any is started.

#include <filesystem>

#include "absl/status/status.h"

namespace desirepath::account {

absl::Status become_owner_of(const std::filesystem::path& folder);

}  // namespace desirepath::account
