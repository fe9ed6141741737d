#pragma once

// `Paper` sets text, bars, tables and small charts on A4 pages and gives the PDF.
//
// The proof for the works council and the monthly report write on it. Helvetica in WinAnsi, the
// fonts every reader has: letters of English, Finnish and German; any other letter is set as "?".
// Lines break at spaces, pages when they are full. No date and no producer are written: the same
// text gives the same octets.
//
// Source: libharu 2.3 (Debian libhpdf-dev), ISO 32000-1. Errors: octets(): kInternal, libharu's
// number. Threads: one at a time.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::paper {

struct Range {
  double low = 0;
  double high = 0;
};

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
  // A line of a bar chart: its label, a bar that is full to `range.low` and light to `range.high`
  // (0 to 1 of the chart's width), and words behind it. Labels and bars of a chart are aligned.
  void range_bar(const std::string& label, const Range& range, const std::string& words);
  // Columns by their share of the width. `line`: a small chart in the last column, whose cell is
  // empty: one range (0 to 1 of its height) a point, the low ends as a line, the ranges as its
  // band.
  void row(const std::vector<std::string>& cells, const std::vector<double>& widths, bool head,
           const std::vector<Range>& line = {});

  [[nodiscard]] int pages() const;
  absl::StatusOr<std::string> octets();

 private:
  struct Sheets;
  std::unique_ptr<Sheets> sheets_;
};

}  // namespace desirepath::paper
