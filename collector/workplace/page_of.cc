#include "collector/workplace/page_of.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"

namespace desirepath::workplace {
namespace {

constexpr int kMost = 500;

}  // namespace

absl::StatusOr<PageAsked> page_asked(const api::Call& call) {
  PageAsked asked;
  for (const auto& [name, text] : call.parameters) {
    std::int64_t number = 0;
    const bool whole = absl::SimpleAtoi(text, &number) && number >= 1;
    if (name == "before") {
      if (!whole) {
        return absl::InvalidArgumentError(
            "before: give the next of the page before, or leave it out");
      }
      asked.before = number;
    } else if (name == "limit") {
      if (!whole || number > kMost) {
        return absl::InvalidArgumentError("limit: give a whole number from 1 to 500");
      }
      asked.most = static_cast<int>(number);
    } else {
      return absl::InvalidArgumentError(
          "unknown query parameter; this list takes before and limit");
    }
  }
  return asked;
}

boost::json::object page_of(const char* name, boost::json::array rows, const PageAsked& asked) {
  boost::json::value next = nullptr;
  if (rows.size() > static_cast<std::size_t>(asked.most)) {
    rows.resize(static_cast<std::size_t>(asked.most));
    next = rows.back().at("number");
  }
  boost::json::object page;
  page[name] = std::move(rows);
  page["next"] = std::move(next);
  return page;
}

}  // namespace desirepath::workplace
