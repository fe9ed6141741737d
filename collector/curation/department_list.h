#pragma once

// `read_departments` reads a list of departments and says, line by line, what is wrong with it.
//
// `departments import` and `init` use it: CSV with the columns id, name, parent, devices, with or
// without that line on top. A parent may stand anywhere in the list; the result has it before its
// children. Numbers are permanent: an id that `known` has keeps its number, a new one gets the next
// free one, a number is never given again.
//
// Limits: ids of 1 to 64 small letters, digits and hyphens; 4096 departments; headcounts below
// 10,000,000. Errors: all of them together as kInvalidArgument, one line each; nothing is taken
// then.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/policy/policy.h"

namespace desirepath::curation {

// `known`: every department there ever was.
absl::StatusOr<std::vector<policy::Department>> read_departments(
    const std::string& csv, const std::vector<policy::Department>& known);

// A key made of a name: "Research & Development" gives "research-development".
std::string department_id(const std::string& name);

}  // namespace desirepath::curation
