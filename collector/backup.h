#pragma once

// `back_up` writes one file from which an installation can be made again, while it serves.
//
// In it: keys of the installation (policy/), authority and certificates (pki/), the published
// tables, decisions, people and the audit chain, devices and revocations, the settings. Sessions
// and sign-in links are left out: who restores signs in.
//
// Not in it: what a freeze destroys. Counts of open windows, the secret keys that open their
// frames, frames that wait at the gate and who brought how many of them would outlive in a backup
// what is destroyed on Monday. Whoever must lose nothing names an heir: a key that the machine
// which is to take over has made (`restore --prepare`). Then these are in the file too, sealed to
// that key; restoring destroys it, and the next `--prepare` destroys the one before.
//
// Each database is copied as a whole at one moment. The order of the copies makes them fit: a frame
// or a window on its way is in the later copy, or in both, and both is counted once.
//
// Source: privacy.md, Decisions 6, A3 and C11; sqlite.org/backup.html. Errors: those of
// store/archive.h. Threads: one at a time.

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "collector/settings.h"
#include "proto/seal/octets.h"

namespace desirepath::collector {

struct BackupReport {
  std::size_t files = 0;
  std::uint64_t octets = 0;
  bool open_windows = false;
};

// Names of entries; those under kOpen are what a freeze destroys.
inline constexpr char kOpen[] = "open/";
inline constexpr char kSettingsEntry[] = "collector.toml";
// Settings that were not in the folder: they come back beside it for a person to compare.
inline constexpr char kSettingsElsewhere[] = "collector.toml.of-the-backup";

absl::StatusOr<BackupReport> back_up(const Settings& settings, const std::filesystem::path& file,
                                     const std::optional<seal::Key>& heir, absl::Time now);

// Copies kept from before an upgrade are of no use after a month; what is destroyed here should not
// outlive that in them.
// Those of a backup that was cut off go after an hour.
absl::Status forget_old_copies(const store::Paths& paths, absl::Time now);

// The file of a backup that passes through standard output.
std::filesystem::path passing_backup(const store::Paths& paths);
// Destroys what backups that were cut off before this time left in run/.
absl::Status forget_leftovers(const store::Paths& paths, absl::Time before);

}  // namespace desirepath::collector
