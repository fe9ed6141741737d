#include "collector/curation/csv.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace desirepath::curation {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparatorMark = "sep=";

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

char separator_of(std::string_view text) {
  if (text.starts_with(kSeparatorMark) && text.size() > kSeparatorMark.size()) {
    return text[kSeparatorMark.size()];
  }
  const std::string_view header = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char candidate : {';', '\t'}) {
    if (std::ranges::count(header, candidate) > std::ranges::count(header, best)) best = candidate;
  }
  return best;
}

class Reader {
 public:
  Reader(std::string_view text, const CsvForm& form)
      : text_(text), form_(form), separator_(form.any_separator ? separator_of(text) : ',') {}

  absl::StatusOr<std::vector<CsvRow>> read() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row{line_, {}};
      if (absl::Status s = read_row(row); !s.ok()) return s;
      if (!counts(row)) continue;
      if (rows.size() == form_.rows) {
        return wrong(row.line, absl::StrCat("more than ", form_.rows, " rows; split the file"));
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  [[nodiscard]] bool counts(const CsvRow& row) const {
    const std::string& first = row.cells.front();
    if (row.cells.size() == 1 && first.empty()) return false;
    if (row.line == 1 && first == kSeparatorMark) return false;
    return !form_.comments || !first.starts_with('#');
  }

  absl::Status read_row(CsvRow& row) {
    while (true) {
      std::string cell;
      if (absl::Status s = read_cell(cell); !s.ok()) return s;
      row.cells.push_back(std::move(cell));
      if (at_ == text_.size()) return absl::OkStatus();
      if (text_[at_++] == '\n') {
        ++line_;
        return absl::OkStatus();
      }
    }
  }

  // Stops before the separator, the line's end or the end of the text.
  absl::Status read_cell(std::string& cell) {
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell);
    const std::size_t begin = at_;
    while (!at_end()) ++at_;
    cell = std::string(
        absl::StripAsciiWhitespace(absl::string_view(text_.data() + begin, at_ - begin)));
    return absl::OkStatus();
  }

  absl::Status read_quoted(std::string& cell) {
    const std::size_t begin = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          skip_blanks();
          if (at_end()) return absl::OkStatus();
          return wrong(line_, "text after a closing quote; double the quotes inside a field");
        }
        ++at_;
      }
      cell += text_[at_];
    }
    return wrong(begin, "a quote that never closes; close it, or export again");
  }

  [[nodiscard]] bool at_end() const {
    return at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n';
  }
  void skip_blanks() {
    while (!at_end() && blank(text_[at_])) ++at_;
  }
  [[nodiscard]] absl::Status wrong(std::size_t line, const std::string& what) const {
    return absl::InvalidArgumentError(absl::StrCat(form_.place, line, ": ", what));
  }

  std::string_view text_;
  const CsvForm& form_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRow>> read_csv(std::string_view text, const CsvForm& form) {
  if (text.size() > form.bytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        form.place, 1, ": larger than ", form.bytes >> 20U, " MiB; is it the right file?"));
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return Reader(text, form).read();
}

}  // namespace desirepath::curation
