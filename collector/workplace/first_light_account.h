#pragma once

// How it stands with the first light, for the checklist and the page that waits for figures.
//
// state: waiting (for so many devices) · announced · passed (the grid's first whole window takes
// it) · shown · withheld (fewer reported) · too-small (the policy lists too few devices). Null: the
// policy does not ask it.

#include <boost/json/value.hpp>
#include <cstdint>

#include "collector/workplace/office.h"
#include "proto/policy/policy.h"
#include "proto/window/calendar.h"

namespace desirepath::workplace {

boost::json::value first_light_of(const Office& office, const policy::Bundle& bundle,
                                  const window::Calendar& calendar);

// The first window of which anything can be told: the first light, or the first that devices can
// watch whole.
std::uint32_t first_told(const policy::Bundle& bundle, const window::Calendar& calendar);

// When the grid's own figures begin to show.
absl::Time first_of_grid(const policy::Bundle& bundle, const window::Calendar& calendar);

}  // namespace desirepath::workplace
