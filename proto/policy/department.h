#pragma once

// Under which department a device reports: its own, or the nearest parent that is large enough to
// hide in.
//
// The agent asks at the close of each window, the collector when it folds. The floor is the
// policy's, never below the compiled one (a lab's may be).
//
// Source: privacy.md, 3a "Department"; Decisions 6. Threads: pure functions.

#include <cstdint>
#include <string>
#include <vector>

#include "proto/policy/policy.h"

namespace desirepath::policy {

// Null when the policy lists no such department.
const Department* find_department(const Policy& policy, std::uint32_t number);
const Department* find_department(const std::vector<Department>& departments, std::uint32_t number);
const Department* find_department_by_id(const Policy& policy, const std::string& id);

// The smallest headcount under which a department exists in the data.
std::uint32_t department_floor(const Policy& policy);

// How many devices report under `number`: its own and those of sub-departments that are too small.
std::uint32_t reporting_devices(const Policy& policy, std::uint32_t number);

// Walks up from `number` to the first department under which at least the floor reports; the
// organisation when there is none or when `number` is unknown.
std::uint32_t effective_department(const Policy& policy, std::uint32_t number);

// The same for the label of a device's settings.
std::uint32_t effective_department(const Policy& policy, const std::string& id);

}  // namespace desirepath::policy
