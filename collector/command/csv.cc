#include <algorithm>

#include "collector/command/app_export.h"

namespace desirepath::command {
namespace {

// Spreadsheets may say the separator in a line of its own: "sep=;".
constexpr std::string_view kSeparatorMark = "sep=";

char separator_of(std::string_view text) {
  if (text.starts_with(kSeparatorMark) && text.size() > kSeparatorMark.size())
    return text[kSeparatorMark.size()];
  const std::string_view header = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char candidate : {';', '\t'}) {
    if (std::ranges::count(header, candidate) > std::ranges::count(header, best)) best = candidate;
  }
  return best;
}

// Reads one record after the other; fields in quotes may hold separators, quotes (doubled) and line
// breaks.
class CsvReader {
 public:
  CsvReader(const std::string& file, std::string_view text)
      : file_(file), text_(text), separator_(separator_of(text)) {}

  absl::StatusOr<std::vector<CsvRecord>> read() {
    std::vector<CsvRecord> records;
    while (at_ < text_.size()) {
      CsvRecord record{.line = line_, .fields = {}};
      if (absl::Status status = read_record(record); !status.ok()) return status;
      const bool blank = (record.fields.size() == 1 && record.fields[0].empty()) ||
                         (record.line == 1 && record.fields[0] == kSeparatorMark);
      if (!blank) records.push_back(std::move(record));
      if (records.size() > kMaximumExportRows) {
        return absl::InvalidArgumentError(place(line_) + "more than " +
                                          std::to_string(kMaximumExportRows) +
                                          " rows; split the file");
      }
    }
    return records;
  }

 private:
  absl::Status read_record(CsvRecord& record) {
    while (true) {
      std::string field;
      if (at_ < text_.size() && text_[at_] == '"') {
        if (absl::Status status = read_quoted(field); !status.ok()) return status;
      } else {
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n')
          field += text_[at_++];
      }
      if (!field.empty() && field.back() == '\r') field.pop_back();
      record.fields.push_back(std::move(field));
      if (at_ == text_.size()) return absl::OkStatus();
      const char end = text_[at_++];
      if (end == '\n') {
        ++line_;
        return absl::OkStatus();
      }
    }
  }

  absl::Status read_quoted(std::string& field) {
    const int begin = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
        continue;
      }
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[++at_];
        continue;
      }
      ++at_;
      if (at_ < text_.size() && text_[at_] == '\r') ++at_;
      if (at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n')
        return absl::OkStatus();
      return absl::InvalidArgumentError(
          place(line_) + "text after a closing quote; double the quotes inside a field");
    }
    return absl::InvalidArgumentError(place(begin) +
                                      "a quote that never closes; close it, or export again");
  }

  [[nodiscard]] std::string place(int line) const {
    return file_ + ":" + std::to_string(line) + ": ";
  }

  const std::string& file_;
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRecord>> parse_csv(const std::string& file, std::string_view text) {
  return CsvReader(file, text).read();
}

}  // namespace desirepath::command
