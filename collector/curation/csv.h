#pragma once

// `read_csv` splits a small table of text into rows and cells.
//
// The imports of departments and standings use it. Cells may be quoted, quotes inside doubled; a
// byte order mark, empty lines and lines that begin with # are skipped; lines end with LF or CR LF.
//
// Source: RFC 4180. Limits: 4 MiB and 100,000 rows.
// Errors: kInvalidArgument: names the line of an open quote, or the limit.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::curation {

struct CsvRow {
  std::size_t line = 0;            // as an editor counts
  std::vector<std::string> cells;  // without the blanks around them
};

absl::StatusOr<std::vector<CsvRow>> read_csv(const std::string& text);

}  // namespace desirepath::curation
