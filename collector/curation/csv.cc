#include "collector/curation/csv.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace desirepath::curation {
namespace {

constexpr std::size_t kMaximumBytes = 4U << 20U;
constexpr std::size_t kMaximumRows = 100'000;

// Reads one character at a time; `quoted` is the only state beside what has been read.
class Reader {
 public:
  void take(char c) {
    if (quoted_) {
      take_quoted(c);
    } else if (c == '"' && quote_ended_) {  // a doubled quote inside a quoted cell
      quoted_ = true;
      cell_ += c;
    } else if (c == '"' && absl::StripAsciiWhitespace(cell_).empty()) {
      cell_.clear();
      quoted_ = true;
      quote_line_ = line_;
    } else if (c == ',') {
      end_cell();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell_ += c;
    }
    if (c != '"' || quoted_) quote_ended_ = false;
    if (c == '\n') ++line_;
  }

  absl::StatusOr<std::vector<CsvRow>> finish() {
    if (quoted_) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", quote_line_, ": a quote is opened and not closed"));
    }
    end_row();
    if (rows_.size() > kMaximumRows) {
      return absl::InvalidArgumentError(absl::StrCat("more than ", kMaximumRows, " rows"));
    }
    return std::move(rows_);
  }

 private:
  void take_quoted(char c) {
    if (c == '"') {
      quoted_ = false;
      quote_ended_ = true;
    } else {
      cell_ += c;
    }
  }
  void end_cell() {
    row_.cells.emplace_back(absl::StripAsciiWhitespace(cell_));
    cell_.clear();
  }
  void end_row() {
    end_cell();
    const bool empty = row_.cells.size() == 1 && row_.cells[0].empty();
    const bool comment = !row_.cells[0].empty() && row_.cells[0][0] == '#';
    row_.line = line_;
    if (!empty && !comment) rows_.push_back(std::move(row_));
    row_ = {};
  }

  std::vector<CsvRow> rows_;
  CsvRow row_;
  std::string cell_;
  bool quoted_ = false;
  bool quote_ended_ = false;
  std::size_t line_ = 1;
  std::size_t quote_line_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<CsvRow>> read_csv(const std::string& text) {
  if (text.size() > kMaximumBytes) {
    return absl::InvalidArgumentError("larger than 4 MiB, is it the right file?");
  }
  const std::size_t start = text.rfind("\xEF\xBB\xBF", 0) == 0 ? 3 : 0;
  Reader reader;
  for (char c : text.substr(start)) reader.take(c);
  return reader.finish();
}

}  // namespace desirepath::curation
