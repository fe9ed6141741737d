#include "proto/policy/department.h"

#include <algorithm>

#include "proto/policy/floors.h"

namespace desirepath::policy {
namespace {

// By position in the list. A verified policy lists a parent before its children, so one pass from
// the end is enough.
std::vector<std::uint32_t> reporting(const Policy& policy) {
  const std::uint32_t floor = department_floor(policy);
  std::vector<std::uint32_t> devices;
  for (const Department& department : policy.departments) devices.push_back(department.devices);
  for (std::size_t i = devices.size(); i-- > 0;) {
    if (devices[i] >= floor) continue;
    const Department* parent = find_department(policy, policy.departments[i].parent);
    if (parent == nullptr) continue;
    devices[static_cast<std::size_t>(parent - policy.departments.data())] += devices[i];
  }
  return devices;
}

}  // namespace

const Department* find_department(const std::vector<Department>& departments,
                                  std::uint32_t number) {
  for (const Department& department : departments) {
    if (department.number == number) return &department;
  }
  return nullptr;
}

const Department* find_department(const Policy& policy, std::uint32_t number) {
  return find_department(policy.departments, number);
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

std::uint32_t reporting_devices(const Policy& policy, std::uint32_t number) {
  const Department* department = find_department(policy, number);
  if (department == nullptr) return 0;
  return reporting(policy)[static_cast<std::size_t>(department - policy.departments.data())];
}

std::uint32_t effective_department(const Policy& policy, std::uint32_t number) {
  const std::uint32_t floor = department_floor(policy);
  const std::vector<std::uint32_t> devices = reporting(policy);
  // A verified policy has no circle; the bound keeps a wrong one from being walked for ever.
  for (std::size_t steps = 0; steps <= policy.departments.size(); ++steps) {
    const Department* department = find_department(policy, number);
    if (department == nullptr) return kOrganisation;
    const auto place = static_cast<std::size_t>(department - policy.departments.data());
    if (devices[place] >= floor) return department->number;
    number = department->parent;
  }
  return kOrganisation;
}

std::uint32_t effective_department(const Policy& policy, const std::string& id) {
  const Department* department = find_department_by_id(policy, id);
  return department == nullptr ? kOrganisation : effective_department(policy, department->number);
}

}  // namespace desirepath::policy
