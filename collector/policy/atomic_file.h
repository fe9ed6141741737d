#pragma once

// `write_file_atomically` replaces a file as a whole: a reader sees the old octets or the new ones,
// never a part.
//
// The bundle, key files and run/endpoints.json are written with it. The octets are on disk before
// the name changes.
//
// Errors: kResourceExhausted (disk full), kUnavailable (anything else the system says); the text
// names file and mend.

#include <filesystem>
#include <string>

#include "absl/status/statusor.h"

namespace desirepath::policy {

// `mode` as in chmod, for example 0600.
absl::Status write_file_atomically(const std::filesystem::path& path, const std::string& octets,
                                   unsigned mode);

// The same for a file that must not exist yet.
absl::Status write_new_file(const std::filesystem::path& path, const std::string& octets,
                            unsigned mode);

// kNotFound when there is none; at most 16 MiB.
absl::StatusOr<std::string> read_file(const std::filesystem::path& path);

}  // namespace desirepath::policy
