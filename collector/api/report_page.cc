#include "collector/api/report_page.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "collector/api/report_rows.h"

namespace desirepath::api {
namespace {

constexpr std::uint32_t kMost = 500;

// The letters of an ETag that tell one report from another.
std::string mark_of(const std::string& etag) {
  std::string mark;
  for (const char letter : etag) {
    const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
    if (plain && mark.size() < 16) mark.push_back(letter);
  }
  return mark;
}

}  // namespace

absl::StatusOr<std::string> report_page(const std::string& report, const char* rows,
                                        const std::string& etag, const PieceAsked& asked) {
  std::uint32_t limit = 100;
  if (!asked.limit.empty() &&
      (!absl::SimpleAtoi(asked.limit, &limit) || limit < 1 || limit > kMost)) {
    return absl::InvalidArgumentError("limit: give a whole number from 1 to 500, or leave it out");
  }
  std::uint32_t from = 0;
  if (!asked.cursor.empty()) {
    const std::pair<std::string, std::string> halves =
        absl::StrSplit(asked.cursor, absl::MaxSplits('.', 1));
    if (!absl::SimpleAtoi(halves.first, &from)) {
      return absl::InvalidArgumentError(
          "cursor: give the next of the piece before, or leave it out");
    }
    if (halves.second != mark_of(etag)) {
      return absl::FailedPreconditionError(
          "the figures changed meanwhile; begin again without cursor");
    }
  }
  const absl::StatusOr<ReportRows> whole = rows_of(report, rows);
  if (!whole.ok()) return whole.status();
  const std::vector<std::string_view>& all = whole->rows;
  const std::size_t begin = std::min<std::size_t>(from, all.size());
  const std::size_t end = std::min<std::size_t>(begin + limit, all.size());
  std::string piece(whole->before);
  for (std::size_t row = begin; row < end; ++row) {
    if (row > begin) piece += ',';
    piece += all[row];
  }
  piece += whole->behind;
  piece.resize(piece.rfind('}'));  // the report's own end
  const std::string next = absl::StrCat("\"", end, ".", mark_of(etag), "\"");
  absl::StrAppend(&piece, ",\"next\":", end < all.size() ? next : "null", "}");
  return piece;
}

}  // namespace desirepath::api
