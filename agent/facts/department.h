#pragma once

// The department a device may name: its own, or the nearest above it that is large enough to hide
// in.
//
// Below 10 devices a department does not exist in the data. The floor is compiled in; a policy can
// only raise it. A lab (k = 1 and departments of two) sets its own. Source: privacy.md, 3a
// "Department", A9, Decisions 6 and 12.

#include <cstdint>
#include <string_view>

#include "proto/policy/policy.h"

namespace desirepath::facts {

constexpr std::uint32_t kDepartmentFloor = 10;

// `own` is the number of the device's label; an unknown number is the organisation.
std::uint32_t reported_department(const policy::Policy& policy, std::uint32_t own);

// The number of the label in the machine's configuration; the organisation when the policy does not
// know it.
std::uint32_t department_number(const policy::Policy& policy, std::string_view id);

}  // namespace desirepath::facts
