#include "agent/facts/department.h"

#include <gtest/gtest.h>

namespace desirepath::facts {
namespace {

policy::Policy organisation() {
  policy::Policy policy;
  policy.departments = {{1, "sales", "Sales", 0, 40},    {2, "key-accounts", "Key Accounts", 1, 9},
                        {3, "nordics", "Nordics", 2, 4}, {4, "legal", "Legal", 0, 10},
                        {5, "board", "Board", 0, 5},     {6, "loop-a", "", 7, 1},
                        {7, "loop-b", "", 6, 1}};
  return policy;
}

TEST(Department, IsToldOnlyWhereItIsLargeEnough) {
  const policy::Policy policy = organisation();
  const struct {
    std::uint32_t own;
    std::uint32_t told;
  } cases[] = {{1, 1}, {2, 1}, {3, 1}, {4, 4}, {5, 0}, {0, 0}, {99, 0}, {6, 0}};
  for (const auto& each : cases)
    EXPECT_EQ(reported_department(policy, each.own), each.told) << each.own;
}

TEST(Department, PolicyRaisesTheFloorButDoesNotLowerIt) {
  policy::Policy policy = organisation();
  policy.department_floor = 30;
  EXPECT_EQ(reported_department(policy, 4), 0U);
  policy.department_floor = 2;
  EXPECT_EQ(reported_department(policy, 5), 0U);
  policy.lab_window_seconds = 60;  // a lab says everywhere that its figures are not anonymous
  EXPECT_EQ(reported_department(policy, 5), 5U);
}

TEST(Department, IsFoundByItsLabel) {
  EXPECT_EQ(department_number(organisation(), "legal"), 4U);
  EXPECT_EQ(department_number(organisation(), "nobody"), policy::kOrganisation);
  EXPECT_EQ(department_number(organisation(), ""), policy::kOrganisation);
}

}  // namespace
}  // namespace desirepath::facts
