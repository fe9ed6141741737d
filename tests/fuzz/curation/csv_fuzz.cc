// A table that somebody uploads: read as rows, and as the list of departments.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "collector/curation/csv.h"
#include "collector/curation/department_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace curation = desirepath::curation;
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const bool any_separator : {true, false}) {
    const auto rows = curation::read_csv(text, {.rows = 1000, .any_separator = any_separator});
    if (!rows.ok()) continue;
    std::size_t last = 0;
    for (const curation::CsvRow& row : *rows) {
      if (row.line <= last || row.cells.empty()) std::abort();
      last = row.line;
    }
  }
  const auto departments = curation::read_departments(text, {});
  if (departments.ok() && departments->empty()) std::abort();
  return 0;
}
