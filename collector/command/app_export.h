#pragma once

// `AppExport` is another system's list of applications, as rows: name, domains, category, tags.
//
// `catalog import` reads it from a CSV with a header line (Microsoft Defender for Cloud Apps'
// "Discovered apps", Netskope, or any other: columns are known by their usual names, in any order),
// or from the JSON of Microsoft Graph's discoveredCloudAppDetail. Usage columns (users, traffic,
// last seen) are not read at all.
//
// Source: Microsoft Graph, discoveredCloudAppDetail · RFC 4180. Limits: kMaximumExportBytes,
// kMaximumExportRows, kMaximumNameBytes. Errors: kInvalidArgument: one sentence with file, line and
// mend; then no row is used. Threads: pure.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::command {

constexpr std::size_t kMaximumExportBytes = 64 * 1024 * 1024;
constexpr std::size_t kMaximumExportRows = 250'000;
constexpr std::size_t kMaximumNameBytes = 400;

struct ExportedApp {
  int line = 0;
  std::string name;
  std::string vendor;
  std::string category;
  std::vector<std::string> domains;  // lower case, without scheme, star and path
  std::vector<std::string> tags;
  std::string verdict;  // a column that says it outright: "sanctioned", "yes"
};

absl::StatusOr<std::vector<ExportedApp>> parse_export(const std::string& file,
                                                      std::string_view text);

// The domains in a field: split on comma, semicolon and blank; scheme, "*.", path and port
// stripped.
std::vector<std::string> domains_of(std::string_view field);

}  // namespace desirepath::command
