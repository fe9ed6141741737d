#pragma once

// `Columns` lays rows of text out under their heads, for a terminal.
//
// Widths count characters, not octets: en dashes and umlauts are one column wide. Nothing is cut.

#include <cstddef>
#include <string>
#include <vector>

namespace desirepath::report {

class Columns {
 public:
  explicit Columns(std::vector<std::string> heads);
  // As many cells as there are heads.
  void add(std::vector<std::string> cells);
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// Characters of UTF-8 text.
std::size_t width_of(const std::string& text);

}  // namespace desirepath::report
