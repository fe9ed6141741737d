#pragma once

// `shred` destroys a file whose content must not be found afterwards: overwritten, synced, then
// unlinked.
//
// Retiring, restoring and backups destroy keys, frames and copies of databases with it. On a disk
// that writes elsewhere (flash, copy-on-write file systems) old blocks live on for a while; where
// that matters the folder stands on an encrypted disk (deploy/OPERATE.md).
//
// Errors: kUnavailable: it could not be overwritten or removed, and what it holds may still be
// there. A file that is not there is destroyed already. Threads: any.

#include <absl/status/status.h>

#include <filesystem>

namespace desirepath::store {

// A symbolic link is removed, what it points to is not touched.
absl::Status shred(const std::filesystem::path& file);
// Every file beneath the folder, then the folder; goes on after an error and gives the first.
absl::Status shred_folder(const std::filesystem::path& folder);

}  // namespace desirepath::store
