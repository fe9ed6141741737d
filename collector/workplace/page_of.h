#pragma once

// Lists that grow are given a page at a time, newest first: `before` says where the next one begins
// (the `next` of the page before), `limit` how long it may be.
//
// The desks of such lists use it, and read one row more than asked for to know whether there is a
// next page. Rows have a `number`, which never changes, so that a page is the same however much is
// added meanwhile. Limits: 500 rows a page, 100 where nothing is said. Errors: kInvalidArgument.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>

#include "absl/status/statusor.h"
#include "collector/api/operation.h"

namespace desirepath::workplace {

struct PageAsked {
  std::int64_t before = 0;  // 0: from the newest
  int most = 100;
};

absl::StatusOr<PageAsked> page_asked(const api::Call& call);

// {"`name`": rows, "next": null or what to say as `before`}; the row beyond the page is left out.
boost::json::object page_of(const char* name, boost::json::array rows, const PageAsked& asked);

}  // namespace desirepath::workplace
