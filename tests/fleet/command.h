#pragma once

// What the fleet's command line needs of a scenario: the file read, and the two lists the collector
// is set up with.
//
// The lists are in the form of `departments import` and `standings import`. Errors: kNotFound and
// kInvalidArgument name the file and the key.

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "tests/fleet/scenario.h"

namespace desirepath::fleet {

absl::StatusOr<Scenario> read_scenario(const std::string& path);
// "Research and Development" → "research-and-development": the label a device of it carries.
std::string department_id(std::string_view name);
std::string departments_csv(const Scenario& scenario);
std::string standings_csv(const Scenario& scenario);

}  // namespace desirepath::fleet
