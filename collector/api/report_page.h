#pragma once

// `report_page` gives a long report a piece at a time: the ranked rows from a place on, and where
// the next piece begins.
//
// report_endpoint.cc cuts the JSON report that it has made, or kept, anyway; without `limit` the
// whole report is the answer. The cursor holds the place and what the report was made from, so that
// pieces of two different reports are never put together.
//
// Limits: 500 rows. Errors: kInvalidArgument: a limit or cursor that is none; kFailedPrecondition:
// the figures changed since the cursor was given; begin again.

#include <string>

#include "absl/status/statusor.h"

namespace desirepath::api {

struct PieceAsked {
  std::string limit;   // as given; empty: the whole report
  std::string cursor;  // as given; empty: from the first row
};

// `report` is the JSON, `rows` the name of its list, `etag` the report's.
absl::StatusOr<std::string> report_page(const std::string& report, const char* rows,
                                        const std::string& etag, const PieceAsked& asked);

}  // namespace desirepath::api
