#pragma once

// `restore` makes an installation's folder from a backup; `prepare_heir` makes the key that a
// backup's open windows can be sealed to.
//
// Nothing is written before every checksum held, and after an error nothing stays. A window that
// was to be frozen meanwhile is not taken over: the machine before may have published it, and a
// second publication with fewer frames would show who was in between. Windows whose keys are not in
// the backup are closed: their frames cannot be opened by anybody, and their figures stay missing.
//
// Source: privacy.md, C10, C11. Errors: kFailedPrecondition (a collector serves the folder, a newer
// version wrote the backup, another heir's key), kInvalidArgument (the folder is not empty), those
// of store/archive.h. Threads: one at a time.

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "collector/store/archive.h"
#include "proto/seal/keys.h"

namespace desirepath::collector {

struct RestorePlan {
  std::filesystem::path file;
  std::filesystem::path dir;
  std::filesystem::path heir;  // key file; empty: open windows are not taken over
  // The machine before did not publish the windows that were due meanwhile: its administrator says
  // so.
  bool unpublished = false;
};

struct RestoreReport {
  std::string made;  // when the backup was
  std::size_t files = 0;
  bool open_windows = false;
  std::vector<std::string> closed;  // windows that will have no figures
  bool settings_elsewhere = false;
};

absl::StatusOr<RestoreReport> restore(const RestorePlan& plan, absl::Time now);

// Every checksum of the file; sealed entries only with the heir's key. The number checked.
absl::StatusOr<std::size_t> check_backup(const std::filesystem::path& file,
                                         const std::filesystem::path& heir);

// Makes `path` and `path`.pub; one that was there is destroyed, and with it what was sealed to it.
absl::StatusOr<seal::Key> prepare_heir(const std::filesystem::path& path);

}  // namespace desirepath::collector
