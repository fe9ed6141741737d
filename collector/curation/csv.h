#pragma once

// `read_csv` splits a table of text into rows and cells: the one CSV reader of the collector.
//
// The imports of departments, seats and standings use it, and `catalog import` with lists that
// other systems made. Cells may be quoted, quotes inside doubled, line breaks inside kept; a byte
// order mark and empty lines are skipped; lines end with LF or CR LF.
//
// Source: RFC 4180; "sep=;" on a line of its own is what spreadsheets write. Limits: those of
// `CsvForm`. Errors: kInvalidArgument, with the line in front as `CsvForm::place` has it: a quote
// that never closes, text after a closing quote, a limit.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::curation {

struct CsvForm {
  std::size_t bytes = 4U << 20U;
  std::size_t rows = 100'000;
  bool comments = true;         // lines that begin with # are skipped
  bool any_separator = true;    // the first line's commonest of , ; and tab; else a comma
  std::string place = "line ";  // what stands before a line's number in an error
};

struct CsvRow {
  std::size_t line = 0;            // the one it begins on, as an editor counts
  std::vector<std::string> cells;  // without the blanks around them
};

absl::StatusOr<std::vector<CsvRow>> read_csv(std::string_view text, const CsvForm& form = {});

}  // namespace desirepath::curation
