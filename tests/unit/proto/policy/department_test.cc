#include "proto/policy/department.h"

#include <gtest/gtest.h>

namespace desirepath::policy {
namespace {

Policy organisation() {
  Policy policy;
  policy.departments = {{1, "sales", "Sales", 0, 12},      {2, "north", "North", 1, 9},
                        {3, "research", "Research", 0, 4}, {4, "lab", "Lab", 3, 5},
                        {5, "field", "Field", 3, 3},       {6, "board", "Board", 0, 6}};
  return policy;
}

TEST(EffectiveDepartment, IsTheOwnOneFromTenDevicesOn) {
  EXPECT_EQ(effective_department(organisation(), 1), 1U);
}

TEST(EffectiveDepartment, BelowTenIsTheParent) {
  EXPECT_EQ(effective_department(organisation(), 2), 1U);
}

TEST(EffectiveDepartment, SmallOnesGatherInAParentThatIsSmallItself) {
  const Policy policy = organisation();
  EXPECT_EQ(reporting_devices(policy, 3), 12U) << "4 of its own, 5 and 3 of its parts";
  EXPECT_EQ(effective_department(policy, 3), 3U);
  EXPECT_EQ(effective_department(policy, 4), 3U);
  EXPECT_EQ(effective_department(policy, 5), 3U);
}

TEST(EffectiveDepartment, WithoutALargeParentIsTheOrganisation) {
  EXPECT_EQ(effective_department(organisation(), 6), kOrganisation);
}

TEST(EffectiveDepartment, OfAnUnknownLabelIsTheOrganisation) {
  EXPECT_EQ(effective_department(organisation(), 77), kOrganisation);
  EXPECT_EQ(effective_department(organisation(), "nowhere"), kOrganisation);
  EXPECT_EQ(effective_department(organisation(), "north"), 1U);
}

TEST(EffectiveDepartment, KeepsTheCompiledFloorWhateverThePolicySays) {
  Policy policy = organisation();
  policy.department_floor = 2;
  EXPECT_EQ(effective_department(policy, 2), 1U);
  policy.lab_window_seconds = 60;
  EXPECT_EQ(effective_department(policy, 2), 2U) << "only a lab may go below";
}

TEST(EffectiveDepartment, AHigherFloorOfThePolicyCounts) {
  Policy policy = organisation();
  policy.department_floor = 30;
  EXPECT_EQ(effective_department(policy, 1), kOrganisation);
}

}  // namespace
}  // namespace desirepath::policy
