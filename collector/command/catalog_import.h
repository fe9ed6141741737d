#pragma once

// `catalog import`: another system's list of applications, or a vendor's list of its hosts, mapped
// onto our tools.
//
// Of an export it gives the standings its tags say (CSV with the columns tool, standing: what
// `standings import` takes) and names what did not map, with the need its category points at. Of a
// vendor's list it says which hosts the catalog has already and which it lacks. Nothing is written
// before the whole file was read and mapped: `--output` and `--draft` replace their files in one
// step.
//
// Errors: kInvalidArgument: the file is no export, or contradicts itself; one sentence with file,
// line and mend. Threads: one at a time.

#include <ostream>
#include <string>

#include "absl/status/status.h"

namespace desirepath::command {

struct ImportOptions {
  std::string file;
  std::string from = "csv";
  std::string vendor_list;
  std::string tool;
  std::string output;
  std::string draft;
};

absl::Status import_apps(const ImportOptions& options, std::ostream& out, std::ostream& notes);

}  // namespace desirepath::command
