#include "collector/api/report_rows.h"

#include <boost/json/parse.hpp>
#include <string>

#include "absl/strings/str_cat.h"

namespace desirepath::api {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Walks over values without reading them; at the end of the text it stands still.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char wanted) {
    if (next() != wanted) return false;
    ++at_;
    return true;
  }
  // As it is written, with its quotes; empty: there is no string here.
  std::string_view string() {
    if (next() != '"') return {};
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) return {};
    return text_.substr(begin, ++at_ - begin);
  }
  // False where the text ends before the value does.
  bool value() {
    std::size_t depth = 0;
    do {
      switch (next()) {
        case '\0':
          return false;
        case '"':
          if (string().empty()) return false;
          break;
        case '{':
        case '[':
          ++depth;
          ++at_;
          break;
        case '}':
        case ']':
          if (depth == 0) return false;
          --depth;
          ++at_;
          break;
        case ',':
        case ':':
          if (depth == 0) return false;
          ++at_;
          break;
        default:
          while (at_ < text_.size() &&
                 std::string_view(",:{}[]\" \n\r\t").find(text_[at_]) == std::string_view::npos) {
            ++at_;
          }
      }
    } while (depth > 0);
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

absl::StatusOr<ReportRows> rows_of(std::string_view report, std::string_view list) {
  const std::string name = absl::StrCat("\"", std::string(list), "\"");
  const absl::Status without = absl::InternalError("a report without its rows");
  Walk walk(report);
  if (!walk.take('{')) return without;
  for (;;) {
    const std::string_view key = walk.string();
    if (key.empty() || !walk.take(':')) return without;
    if (key == name) break;
    if (!walk.value() || !walk.take(',')) return without;
  }
  if (!walk.take('[')) return without;
  ReportRows found{report.substr(0, walk.at()), {}, {}};
  while (walk.next() != ']') {
    if (!found.rows.empty() && !walk.take(',')) return without;
    if (walk.next() == '\0') return without;
    const std::size_t begin = walk.at();
    if (!walk.value()) return without;
    found.rows.push_back(report.substr(begin, walk.at() - begin));
  }
  found.behind = report.substr(walk.at());
  return found;
}

absl::StatusOr<boost::json::value> head_of(const ReportRows& report) {
  boost::system::error_code failure;
  boost::json::value head = boost::json::parse(
      absl::StrCat(std::string(report.before), std::string(report.behind)), failure);
  if (failure) return absl::InternalError("a report that is no JSON");
  return head;
}

}  // namespace desirepath::api
