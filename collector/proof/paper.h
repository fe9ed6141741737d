#pragma once

// `Paper` sets text, bars and tables on A4 pages and gives the PDF.
//
// `report` writes on it. Helvetica in WinAnsi, the fonts every reader has: letters of English,
// Finnish and German; any other letter is set as "?". Lines break at spaces, pages when they are
// full. No date and no producer are written: the same text gives the same octets.
//
// Source: libharu 2.3 (Debian libhpdf-dev), ISO 32000-1. Errors: octets(): kInternal, libharu's
// number. Threads: one at a time.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::proof {

class Paper {
 public:
  // `foot` stands on each page beside its number.
  Paper(const std::string& title, const std::string& foot);
  ~Paper();
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  void new_page();
  void title(const std::string& text);
  void heading(const std::string& text);
  void paragraph(const std::string& text);
  void strong(const std::string& text);
  // A bar of `share` (0 to 1) of the width, with its words.
  void bar(const std::string& words, double share, bool alarm);
  // Columns by their share of the width.
  void row(const std::vector<std::string>& cells, const std::vector<double>& widths, bool head);

  [[nodiscard]] int pages() const;
  absl::StatusOr<std::string> octets();

 private:
  struct Sheets;
  std::unique_ptr<Sheets> sheets_;
};

}  // namespace desirepath::proof
