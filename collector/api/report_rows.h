#pragma once

// `rows_of` finds the rows of a published report in its text, without making values of it.
//
// Whoever needs one row after the other reads each by itself: a report of a large organisation has
// 11 MB, and ten times that as values. report_page.cc cuts pieces from it; the desks of `workplace`
// read figures of it. The text is our own (report/report_json.cc).
//
// Errors: kInternal: not an object, or without that list.

#include <boost/json/value.hpp>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::api {

// Views into the report, which must outlive them.
struct ReportRows {
  std::string_view before;  // up to the list's [
  std::vector<std::string_view> rows;
  std::string_view behind;  // from its ]
};

absl::StatusOr<ReportRows> rows_of(std::string_view report, std::string_view list);

// All but the rows, with an empty list in their place. kInternal: no JSON.
absl::StatusOr<boost::json::value> head_of(const ReportRows& report);

}  // namespace desirepath::api
