#pragma once

// `install` makes a collector's data directory: keys, authority, certificates, databases, settings
// and the first admin.
//
// `init` calls it. A production installation ends with an unsigned draft of the policy, because the
// staff's key is never made here; a lab's holds both keys, signs its policy itself and is ready to
// serve.
//
// Source: privacy.md, Decisions 6 and 12; product.md, section 4.
// Errors: kInvalidArgument (the folder is not empty, a list has wrong lines), those of files and
// databases. On any error the folder is removed again, so that the mended command can simply be
// repeated.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace desirepath::collector {

struct Installation {
  std::filesystem::path dir;
  std::filesystem::path settings;  // the file that names `dir`; empty: init writes dir's own
  std::string organisation;
  std::string time_zone;
  std::string gate_listen;
  std::vector<std::string> gate_names;  // DNS names or addresses, beside localhost
  std::string web_listen;
  std::string departments;  // CSV file; empty: none yet
  std::string standings;    // CSV file; empty: none yet
  std::string staff_key;  // public key file of the staff side, for the draft; empty: not known yet
  std::string admin_name = "admin";

  bool first_light = false;  // of a lab: one is announced once twice k devices hold its policy
  bool lab = false;
  std::uint32_t k = 10;
  std::uint32_t window_seconds = 60;
  std::uint32_t backfill = 0;  // windows before now that wait for `window freeze`
};

struct Installed {
  std::vector<std::string> made;  // a line each: what was made and where
  std::string admin_password;     // to be changed at the first sign-in
};

absl::StatusOr<Installed> install(const Installation& plan, absl::Time now);

}  // namespace desirepath::collector
