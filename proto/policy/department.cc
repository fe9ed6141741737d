#include "proto/policy/department.h"

#include <algorithm>

#include "proto/policy/floors.h"

namespace desirepath::policy {

const Department* find_department(const Policy& policy, std::uint32_t number) {
  for (const Department& department : policy.departments) {
    if (department.number == number) return &department;
  }
  return nullptr;
}

const Department* find_department_by_id(const Policy& policy, const std::string& id) {
  for (const Department& department : policy.departments) {
    if (department.id == id) return &department;
  }
  return nullptr;
}

std::uint32_t department_floor(const Policy& policy) {
  return policy.lab() ? policy.department_floor
                      : std::max(policy.department_floor, kDepartmentFloor);
}

std::uint32_t effective_department(const Policy& policy, std::uint32_t number) {
  const std::uint32_t floor = department_floor(policy);
  // A verified policy has no circle; the bound keeps a wrong one from being walked for ever.
  for (std::size_t steps = 0; steps <= policy.departments.size(); ++steps) {
    const Department* department = find_department(policy, number);
    if (department == nullptr) return kOrganisation;
    if (department->devices >= floor) return department->number;
    number = department->parent;
  }
  return kOrganisation;
}

std::uint32_t effective_department(const Policy& policy, const std::string& id) {
  const Department* department = find_department_by_id(policy, id);
  return department == nullptr ? kOrganisation : effective_department(policy, department->number);
}

}  // namespace desirepath::policy
