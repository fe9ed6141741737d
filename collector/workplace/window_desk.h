#pragma once

// Which window runs, which figures come next and when: getWindows of openapi.yaml.
//
// The page draws the way to the next figures as a line, from when the window began that they are of
// until they are published; before anything is published that is the way to the first ones.
//
// Errors: kFailedPrecondition before the first policy; those of SignedGround.

#include "collector/api/provider.h"
#include "collector/workplace/ground.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

// The window whose figures come next, looked at from `now`; no earlier one than of `first`.
std::uint32_t next_published(const window::Calendar& calendar, std::uint32_t first, absl::Time now);

// The window in which the first policy began: no fact is made of an earlier one.
std::uint32_t first_window(const policy::Bundle& bundle, const window::Calendar& calendar);

void add_window_operations(const Office& office, SignedGround& ground, api::Operations& operations);

}  // namespace desirepath::workplace
