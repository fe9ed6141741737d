#include "agent/facts/department.h"

#include <algorithm>

namespace desirepath::facts {
namespace {

const policy::Department* find(const policy::Policy& policy, std::uint32_t number) {
  const auto found =
      std::find_if(policy.departments.begin(), policy.departments.end(),
                   [number](const policy::Department& each) { return each.number == number; });
  return found == policy.departments.end() ? nullptr : &*found;
}

}  // namespace

std::uint32_t reported_department(const policy::Policy& policy, std::uint32_t own) {
  const std::uint32_t floor =
      policy.lab() ? policy.department_floor : std::max(policy.department_floor, kDepartmentFloor);
  // A chain of parents is no longer than the list; one that runs in a circle ends at the
  // organisation.
  for (std::size_t step = 0; step <= policy.departments.size() && own != policy::kOrganisation;
       ++step) {
    const policy::Department* const department = find(policy, own);
    if (department == nullptr) break;
    if (department->devices >= floor) return own;
    own = department->parent;
  }
  return policy::kOrganisation;
}

std::uint32_t department_number(const policy::Policy& policy, std::string_view id) {
  for (const policy::Department& department : policy.departments) {
    if (department.id == id) return department.number;
  }
  return policy::kOrganisation;
}

}  // namespace desirepath::facts
